import { useQuery } from '@tanstack/react-query'
import { api, type List, type Page, type Schemas } from '@/api/client'
import type { PathOf } from '@/api/contract'
import { useCan } from '@/api/me'

/** A question asked only when its permission is there. */
function useAsk<T>(key: unknown[], need: string, path: PathOf<'get'>, query: Record<string, string | number> = {}) {
  const can = useCan()
  return useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<T>(path, { query, signal }), enabled: can(need) })
}

export const useSummary = () =>
  useAsk<Schemas['CustomerSummary']>(['customer', 'summary'], 'customer.read', '/api/customers/summary', { days: 30 })
export const useWelcomeSummary = () =>
  useAsk<Schemas['WelcomeSummary']>(['welcome', 'summary'], 'welcome.read', '/api/welcomes/summary')
export const useConnections = () =>
  useAsk<List<Schemas['Connection']>>(['connection'], 'connection.read', '/api/connections')
/** The kinds shown in the feed, read side by side: during a sync others crowd them out. */
export const FED = ['contact.added', 'contact.lost', 'welcome.failed']
export function useRecentEvents() {
  const can = useCan()
  return useQuery({
    queryKey: ['event', 'recent'],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        FED.map((type) => api.get<Page<Schemas['Event']>>('/api/events', { query: { type, limit: 14 }, signal })),
      )
      return pages.flatMap((p) => p.items)
    },
    enabled: can('customer.read'),
  })
}
export const useRecentLosses = () =>
  useAsk<Page<Schemas['Loss']>>(['loss', 'recent'], 'customer.read', '/api/losses', { limit: 5 })
export const useRunningJobs = () =>
  useAsk<Page<Schemas['Job']>>(['job', 'running'], 'job.read', '/api/jobs', { active: 1 })
export const useEffectCounts = () =>
  useAsk<Schemas['EffectCounts']>(['effect', 'counts'], 'connection.read', '/api/effects/counts')
export const useHasCode = () =>
  useAsk<Page<Schemas['ChannelCodeRow']>>(['channel_code', 'first'], 'channel_code.read', '/api/channel-codes', {
    limit: 1,
  })
export const useHasWelcome = () =>
  useAsk<List<Schemas['WelcomePolicy']>>(['welcome_policy'], 'welcome.read', '/api/welcome-policies')

import { useQuery } from '@tanstack/react-query'
import { api, type List, type Page, type Schemas } from '@/api/client'
import { useCan } from '@/api/me'

/** A question asked only when its permission is there. */
function useAsk<T>(key: unknown[], need: string, path: string, query: Record<string, string | number> = {}) {
  const can = useCan()
  return useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<T>(path, { query, signal }), enabled: can(need) })
}

export const useSummary = () =>
  useAsk<Schemas['CustomerSummary']>(['customer', 'summary'], 'customer.read', '/api/customers/summary', { days: 30 })
export const useWelcomeSummary = () =>
  useAsk<Schemas['WelcomeSummary']>(['welcome', 'summary'], 'welcome.read', '/api/welcomes/summary')
export const useConnections = () =>
  useAsk<List<Schemas['Connection']>>(['connection'], 'connection.read', '/api/connections')
export const useRecentEvents = () =>
  useAsk<Page<Schemas['Event']>>(['event', 'recent'], 'customer.read', '/api/events', { limit: 50 })
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

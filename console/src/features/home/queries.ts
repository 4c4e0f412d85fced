import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Page, type Schemas } from '@/api/client'
import type { PathOf } from '@/api/contract'
import { useCan, useHas } from '@/api/me'

/** A question asked only when its permission is there. */
function useAsk<T>(
  key: unknown[],
  need: string,
  path: PathOf<'get'>,
  query: Record<string, string | number> = {},
  module?: string,
) {
  const can = useCan()
  const has = useHas()
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<T>(path, { query, signal }),
    enabled: can(need) && has(module),
  })
}

export const useSummary = () =>
  useAsk<Schemas['CustomerSummary']>(
    ['customer', 'summary'],
    'customer.read',
    '/api/customers/summary',
    { days: 30 },
    'customer',
  )
export const useWelcomeSummary = () =>
  useAsk<Schemas['WelcomeSummary']>(['welcome', 'summary'], 'welcome.read', '/api/welcomes/summary', {}, 'welcome')
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
        FED.map((type) =>
          api.get<Page<Schemas['Event']>>('/api/events', { query: { type, newest: true, limit: 14 }, signal }),
        ),
      )
      return pages.flatMap((p) => p.items)
    },
    enabled: can('customer.read'),
  })
}
export const useRunningJobs = () =>
  useAsk<Page<Schemas['Job']>>(['job', 'running'], 'job.read', '/api/jobs', { active: 1 })
export const useEffectCounts = () =>
  useAsk<Schemas['EffectCounts']>(['effect', 'counts'], 'connection.read', '/api/effects/counts')
export const useFailedCallbacks = () =>
  useAsk<Page<Schemas['Callback']>>(['callback', 'failed'], 'connection.read', '/api/callbacks', {
    state: 'failed',
    limit: 50,
  })
export const useDeadLetters = () =>
  useAsk<Page<Schemas['DeadLetter']>>(['dead_letter', 'first'], 'connection.read', '/api/dead-letters', { limit: 50 })
export const useHealth = () => useAsk<Schemas['Health']>(['event', 'health'], 'connection.read', '/api/health')
const isTaken = (s: Schemas['FirstSteps'] | undefined) =>
  s !== undefined && Object.values(s).every((step) => step !== false)
/** Once all steps are taken there is nothing more to ask. */
export function useFirstSteps() {
  const can = useCan()
  return useQuery({
    queryKey: ['first_steps'],
    queryFn: ({ signal }) => api.get<Schemas['FirstSteps']>('/api/first-steps', { signal }),
    enabled: (q) => can('connection.read') && !isTaken(q.state.data),
  })
}

const hiddenKey = ['me', 'first_steps']
const FIRST_STEPS = { key: 'home.first-steps-hidden' }
export const useFirstStepsHidden = () =>
  useQuery({
    queryKey: hiddenKey,
    queryFn: ({ signal }) => api.get<Schemas['Preference']>('/api/me/preferences/{key}', { path: FIRST_STEPS, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
export function useHideFirstSteps() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (hide: boolean) =>
      api.put<Schemas['Preference']>('/api/me/preferences/{key}', { path: FIRST_STEPS, body: { value: hide || null } }),
    onSuccess: (kept) => client.setQueryData(hiddenKey, kept),
  })
}

// ---- losses to win back

type WinBacks = Page<Schemas['WinBack']> & { waiting_count: number; contacted_count: number }
export const useWinBacks = (filter: { mine: boolean; state: string }) => {
  const can = useCan()
  const has = useHas()
  return useQuery({
    queryKey: ['loss', 'win_back', filter],
    queryFn: ({ signal }) =>
      api.get<WinBacks>('/api/win-backs', {
        query: { mine: filter.mine || undefined, state: filter.state, limit: 6 },
        signal,
      }),
    enabled: can('customer.read') && has('customer'),
    placeholderData: (before) => before,
  })
}
export function useSetWinBack() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, revision, ...body }: { id: string; revision: number; state: string; note: string }) =>
      api.put<Schemas['WinBack']>('/api/win-backs/{id}', { path: { id }, revision, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['loss'] }),
  })
}

// ---- modules and notices

export const useModules = () =>
  useQuery({
    queryKey: ['module'],
    queryFn: ({ signal }) => api.get<List<Schemas['ModuleSwitch']>>('/api/modules', { signal }),
  })
export function useSetModule() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ word, ...body }: { word: string; is_on: boolean; off_store_ids: string[] }) =>
      api.put<Schemas['ModuleSwitch']>('/api/modules/{word}', { path: { word }, body }),
    onSettled: () => Promise.all([['module'], ['me']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}

type Branch = { value: string; title: string; selectable?: boolean; children?: Branch[] }
/** Regions with their stores, to tick stores in. */
export const useStoreTree = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['org', 'tree', 'stores'],
    queryFn: async ({ signal }) => {
      const { regions, stores } = await api.get<Schemas['OrgTree']>('/api/org/tree', { signal })
      const below = (id: string | null): Branch[] => [
        ...regions
          .filter((r) => r.parent_id === id)
          .map((r) => ({ value: `region:${r.id}`, title: r.name, checkable: false, children: below(r.id) }))
          .filter((r) => r.children.length > 0),
        ...stores.filter((s) => s.region_id === id).map((s) => ({ value: s.id, title: s.name })),
      ]
      return below(null)
    },
    enabled: can('org.read'),
    staleTime: 60_000,
  })
}

const noticesKey = ['me', 'notices']
export const useNoticeSettings = () =>
  useQuery({
    queryKey: noticesKey,
    queryFn: ({ signal }) => api.get<Schemas['NoticeSettings']>('/api/me/notification-settings', { signal }),
  })
export function useSaveNotices() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ choices, quiet_from, quiet_until }: Schemas['NoticeSettings']) =>
      api.put<Schemas['NoticeSettings']>('/api/me/notification-settings', {
        body: {
          choices: choices.map(({ kind, channel }) => ({ kind, channel })),
          quiet_from: quiet_from ?? '',
          quiet_until: quiet_until ?? '',
        },
      }),
    onSuccess: (saved) => client.setQueryData(noticesKey, saved),
  })
}

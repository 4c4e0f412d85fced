import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError, api, type List, type Page, type Schemas } from '@/api/client'
import type { PathOf } from '@/api/contract'
import { type LiveState, useLive } from '@/api/live'
import { type Me, meKey, useCan, useHas } from '@/api/me'
import { endPage } from '@/ui/edit/useUnsaved'
import type { PrefValues } from '@/ui/prefs'
import type { NavKey } from './nav'

const whenPolling = (state: LiveState, ms: number) => (state === 'polling' ? ms : false)

export function useNotifications(onlyUnread: boolean) {
  return useQuery({
    queryKey: ['notification', onlyUnread],
    queryFn: ({ signal }) =>
      api.get<Page<Schemas['Notification']> & { unread_count?: number }>('/api/notifications', {
        query: { unread: onlyUnread ? 1 : undefined },
        signal,
      }),
  })
}

export function useReadNotification() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string | 'all') =>
      id === 'all'
        ? api.post<void>('/api/notifications/read-all')
        : api.post<void>('/api/notifications/{id}/read', { path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['notification'] }),
  })
}

const isActive = (job: Schemas['Job']) => job.state === 'queued' || job.state === 'running'

export function useActiveJobs() {
  const can = useCan()
  const state = useLive((s) => s.state)
  return useQuery({
    queryKey: ['job', 'active'],
    queryFn: ({ signal }) => api.get<Page<Schemas['Job']>>('/api/jobs', { query: { limit: 8 }, signal }),
    // Who may not see the jobs of the brand is not told when his own move.
    refetchInterval: (query) =>
      can('job.read') || !query.state.data?.items.some(isActive) ? whenPolling(state, 2000) : 2000,
  })
}

export function useCancelJob() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.post<void>('/api/jobs/{id}/cancel', { path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['job'] }),
  })
}

type Record = { key: string; label: string; path: string }
type Found = { kind: NavKey; hits: Record[]; isFetching: boolean }
const FOUND = 5

/** What a text finds, by kind: the lists answer side by side, each with its own rights and scope. */
export function useFound(text: string): Found[] {
  const can = useCan()
  const has = useHas()
  const client = useQueryClient()
  const ask = <T>(
    kind: NavKey,
    path: PathOf<'get'>,
    need: string,
    module: string | undefined,
    to: (row: T) => Record,
  ) => ({
    kind,
    queryKey: ['found', kind, text],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (
        await api.get<List<T>>(path, { query: { q: text, ...(path === '/api/tags' ? {} : { limit: FOUND }) }, signal })
      ).items
        .slice(0, FOUND)
        .map(to),
    enabled: text.length > 0 && can(need) && has(module),
    staleTime: 10_000,
    retry: false,
  })
  const asked = [
    ask<Schemas['CustomerRow']>('customers', '/api/customers', 'customer.read', 'customer', (c) => ({
      key: c.id,
      label: c.phone_masked ? `${c.name}  ${c.phone_masked}` : c.name,
      path: `/customers/${c.id}`,
    })),
    ask<Schemas['Staff']>('org', '/api/staff', 'org.read', undefined, (s) => ({
      key: s.id,
      label: [s.name, s.store_name].filter(Boolean).join(' · '),
      path: `/settings/org?q=${encodeURIComponent(s.name)}`,
    })),
    ask<Schemas['ChannelCodeRow']>('codes', '/api/channel-codes', 'channel_code.read', 'acquire', (c) => ({
      key: c.id,
      label: c.name,
      path: `/channel-codes/${c.id}`,
    })),
    ask<Schemas['Store']>('stores', '/api/stores', 'org.read', undefined, (s) => ({
      key: s.id,
      label: [s.name, s.region_name].filter(Boolean).join(' · '),
      path: `/settings/stores?q=${encodeURIComponent(s.name)}`,
    })),
    ask<Schemas['TagFlat']>('tags', '/api/tags', 'tag.read', 'customer', (g) => ({
      key: g.id,
      label: [g.group_name, g.name].filter(Boolean).join(' / '),
      path: `/customers?tag_ids=${g.id}`,
    })),
  ]
  const people = {
    kind: 'users' as NavKey,
    queryKey: ['found', 'users', 'all'],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await api.get<List<Schemas['User']>>('/api/users', { query: { limit: 200 }, signal })).items.map((u) => ({
        key: u.id,
        label: u.display_name ? `${u.display_name} (${u.name})` : u.name,
        path: `/settings/users?q=${encodeURIComponent(u.name)}`,
      })),
    enabled: text.length > 0 && can('user.read'),
    staleTime: 60_000,
    retry: false,
  }
  const all = [...asked, people]
  const answers = useQueries({ queries: all.map(({ kind: _, ...query }) => query) }, client)
  return all.map(({ kind }, i) => {
    const hits = answers[i]?.data ?? []
    const wanted = text.toLowerCase()
    return {
      kind,
      hits: kind === 'users' ? hits.filter((h) => h.label.toLowerCase().includes(wanted)).slice(0, FOUND) : hits,
      isFetching: answers[i]?.isFetching ?? false,
    }
  })
}

const lookKey = ['me', 'look']
export const useLook = () =>
  useQuery({
    queryKey: lookKey,
    queryFn: ({ signal }) =>
      api.get<Schemas['Preference'] & { value?: Partial<PrefValues> | null }>('/api/me/preferences/{key}', {
        path: { key: 'look' },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useSaveLook = () =>
  useMutation({
    mutationFn: (value: PrefValues) =>
      api.put<Schemas['Preference']>('/api/me/preferences/{key}', { path: { key: 'look' }, body: { value } }),
  })

export function useSaveMe() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { display_name?: string; locale?: string }) => api.patch<Me>('/api/me', { body }),
    onSuccess: (me) => client.setQueryData(meKey, me),
  })
}

/** What ends a session or a view, and where one goes with it. Not without the server: who believes he is out is not. */
const useEnd = (end: () => Promise<unknown>, to: string) =>
  useMutation({
    mutationFn: () =>
      endPage(() =>
        end()
          .catch((error) => {
            if (error instanceof ApiError && error.status === 0) throw error
          })
          .then(() => location.assign(to)),
      ),
  })
export const useSignOut = () => useEnd(() => api.delete('/api/sessions/current'), '/sign-in')

/** Everything is read anew with one's own eyes. */
export const useEndView = () => useEnd(() => api.delete('/api/me/view-as'), '/')

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Logic, MetricMeant } from '@/answers/types'
import { api, type List, type Page, type Schemas } from '@/api/client'

export type Condition = 'above' | 'below' | 'risen' | 'fallen' | 'changed'
export type Period = 'last_hour' | 'today' | 'yesterday' | 'last_7_days' | 'last_30_days' | 'this_month'
export type AlertDraft = {
  name: string
  metric: MetricMeant
  filters: Logic
  period: Period
  condition: Condition
  /** In the unit of the metric; of ratios in ten-thousandths. */
  threshold: number
  percent: number
  base: 'before' | 'week_before'
  every: 'hour' | 'day'
  hour: number
  is_on: boolean
  user_ids: string[]
  role_ids: string[]
}
/** A number is num / den; den 0: there is none. */
type Numbers = { value_num: number; value_den: number; before_num: number; before_den: number }
export type Alert = AlertDraft &
  Numbers & {
    id: string
    is_firing: boolean
    looked_at: string | null
    next_at: string | null
    verdict: 'broken' | 'kept' | 'unknown' | null
    reason: string | null
    revision: number
    is_mine: boolean
    may_edit: boolean
    owner_name: string | null
    changed_at: string
  }
export type CauseItem = { key: string; name: string; value: number; before: number; share: number }
export type Cause = { dimension: string; items: CauseItem[] }
export type Firing = Numbers & {
  id: string
  alert_id: string
  alert_name: string | null
  fired_at: string
  ended_at: string | null
  from: string
  until: string
  cause: Cause[]
  said_zh: string
  said_en: string
  told: number
}
export type AlertLook = Numbers & {
  from: string
  until: string
  base_from: string
  base_until: string
  verdict: 'broken' | 'kept' | 'unknown'
  reason: string | null
  detail: string | null
  cause: Cause[]
  said_zh: string
  said_en: string
}

const LOOK_MS = 30_000

export const useAlerts = () =>
  useQuery({
    queryKey: ['alert', 'list'],
    queryFn: ({ signal }) => api.get<List<Alert>>('/api/alerts', { signal }),
    refetchInterval: LOOK_MS,
  })
export const useAlert = (id: string | undefined) =>
  useQuery({
    queryKey: ['alert', 'one', id],
    queryFn: ({ signal }) => api.get<Alert>('/api/alerts/{id}', { path: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    refetchInterval: LOOK_MS,
  })
/** Of one rule, or of all; newest first. */
export const useFirings = (id: string | null) =>
  useInfiniteQuery({
    queryKey: ['alert', 'firings', id],
    queryFn: ({ pageParam, signal }) =>
      id === null
        ? api.get<Page<Firing>>('/api/alerts/firings', { query: { cursor: pageParam, limit: 20 }, signal })
        : api.get<Page<Firing>>('/api/alerts/{id}/firings', {
            path: { id },
            query: { cursor: pageParam, limit: 20 },
            signal,
          }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
/** What a draft would say now; the last one stays while another is asked. */
export const useTry = (draft: AlertDraft | null) =>
  useQuery({
    queryKey: ['alert_try', draft],
    queryFn: ({ signal }) => api.post<AlertLook>('/api/alerts/try', { body: draft!, signal }),
    enabled: draft !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })

export const useAlertChanges = () => {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: ['alert'] })
  const save = useMutation({
    mutationFn: ({ id, revision, draft }: { id?: string; revision?: number; draft: AlertDraft }) =>
      id
        ? api.put<Alert>('/api/alerts/{id}', { path: { id }, revision, body: draft })
        : api.post<Alert>('/api/alerts', { body: draft }),
    onSuccess,
  })
  const drop = useMutation({
    mutationFn: (id: string) => api.delete('/api/alerts/{id}', { path: { id } }),
    onSuccess,
  })
  const restore = useMutation({
    mutationFn: (id: string) => api.post<Alert>('/api/alerts/{id}/restore', { path: { id } }),
    onSuccess,
  })
  return { save, drop, restore }
}
/** What of a rule people write. */
export const draftOf = (a: AlertDraft): AlertDraft => ({
  name: a.name,
  metric: a.metric,
  filters: a.filters,
  period: a.period,
  condition: a.condition,
  threshold: a.threshold,
  percent: a.percent,
  base: a.base,
  every: a.every,
  hour: a.hour,
  is_on: a.is_on,
  user_ids: a.user_ids,
  role_ids: a.role_ids,
})

/** Who can be told: people and roles, as far as the caller may see them. */
export const useReceivers = (enabled: boolean) => {
  const users = useQuery({
    queryKey: ['user', 'receivers'],
    queryFn: ({ signal }) => api.get<Page<Schemas['User']>>('/api/users', { query: { limit: 200 }, signal }),
    enabled,
    staleTime: 5 * 60_000,
  })
  const roles = useQuery({
    queryKey: ['role'],
    queryFn: ({ signal }) => api.get<List<Schemas['Role']>>('/api/roles', { signal }),
    enabled,
    staleTime: 5 * 60_000,
  })
  return { users: users.data?.items ?? [], roles: roles.data?.items ?? [] }
}

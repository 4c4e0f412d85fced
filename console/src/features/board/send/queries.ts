import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BoardFilter } from '@/answers/tile/queries'
import { api, type List, type Page, type Schemas } from '@/api/client'

export type Every = 'day' | 'week' | 'month'
export type ScheduleDraft = {
  board: string
  /** As it is sent; null: the board's own. */
  filter: BoardFilter | null
  every: Every
  /** Bit 0 is Monday. */
  weekdays: number
  /** 0: the last of the month. */
  day: number
  /** Of the day, in the brand's zone. */
  minute: number
  has_sheet: boolean
  is_on: boolean
  user_ids: string[]
}
export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'told' | 'refused' | 'failed'
export type Delivery = {
  id: string
  user_id: string
  user_name: string | null
  state: DeliveryState
  reason: string | null
  settled_at: string | null
  has_picture: boolean
}
export type Run = {
  id: string
  schedule_id: string
  due_at: string
  started_at: string
  is_late: boolean
  is_trial: boolean
  deliveries: Delivery[]
}
export type Schedule = ScheduleDraft & {
  id: string
  revision: number
  reason: string | null
  is_mine: boolean
  may_edit: boolean
  is_received: boolean
  is_left: boolean
  owner_name: string | null
  board_name: string | null
  next_at: string | null
  last: Run[]
}

/** Of one board, or of all. */
export const useSchedules = (board?: string) =>
  useQuery({
    queryKey: ['report', 'list', board ?? null],
    queryFn: ({ signal }) => api.get<List<Schedule>>('/api/report-schedules', { query: { board }, signal }),
  })

/** Newest first; while something is on its way, again and again. */
export const useRuns = (id: string, isOn: boolean) =>
  useInfiniteQuery({
    queryKey: ['report', 'runs', id],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Run>>('/api/report-schedules/{id}/runs', {
        path: { id },
        query: { cursor: pageParam, limit: 10 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    enabled: isOn,
    refetchInterval: (query) => {
      const all = query.state.data?.pages[0]?.items.flatMap((r) => r.deliveries) ?? []
      return all.some((d) => d.state === 'waiting' || d.state === 'sending') ? 1500 : false
    },
  })

export const useScheduleChanges = () => {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: ['report'] })
  const save = useMutation({
    mutationFn: ({ id, revision, draft }: { id?: string; revision?: number; draft: ScheduleDraft }) =>
      id
        ? api.put<Schedule>('/api/report-schedules/{id}', { path: { id }, revision, body: draft })
        : api.post<Schedule>('/api/report-schedules', { body: draft }),
    onSuccess,
  })
  const drop = useMutation({
    mutationFn: (id: string) => api.delete('/api/report-schedules/{id}', { path: { id } }),
    onSuccess,
  })
  const restore = useMutation({
    mutationFn: (id: string) => api.post<Schedule>('/api/report-schedules/{id}/restore', { path: { id } }),
    onSuccess,
  })
  const take = useMutation({
    mutationFn: (id: string) => api.post<Schedule>('/api/report-schedules/{id}/take', { path: { id } }),
    onSuccess,
  })
  const leave = useMutation({
    mutationFn: (id: string) => api.post('/api/report-schedules/{id}/leave', { path: { id } }),
    onSuccess,
  })
  const attempt = useMutation({
    mutationFn: (id: string) => api.post<Run>('/api/report-schedules/{id}/try', { path: { id } }),
    onSuccess,
  })
  return { save, drop, restore, take, leave, attempt }
}

/** What of a schedule people write. */
export const draftOf = (s: ScheduleDraft): ScheduleDraft => ({
  board: s.board,
  filter: s.filter,
  every: s.every,
  weekdays: s.weekdays,
  day: s.day,
  minute: s.minute,
  has_sheet: s.has_sheet,
  is_on: s.is_on,
  user_ids: s.user_ids,
})

/** Whom it can be sent to, as far as the caller may see them. */
export const useReceivers = (isOn: boolean) =>
  useQuery({
    queryKey: ['user', 'receivers'],
    queryFn: ({ signal }) => api.get<Page<Schemas['User']>>('/api/users', { query: { limit: 200 }, signal }),
    enabled: isOn,
    staleTime: 5 * 60_000,
  })

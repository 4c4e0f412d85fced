import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Page, type Schemas } from '@/api/client'
import type { RuleWords } from '@/pickers/rule/words'

export type SegmentKind = 'live' | 'fixed' | 'scheduled'
export type Point = { at: string; size: number; entered: number; gone: number; why: string | null }
export type Segment = {
  id: string
  name: string
  definition: string | null
  kind: SegmentKind
  rule: unknown
  pool: string | null
  priority: number
  every_hours: number
  tells: boolean
  /** counting: being loaded after a start; segment.ready tells when it is done. */
  state: 'counting' | 'ready'
  /** null: counting */
  size: number | null
  filled_at: string | null
  next_at: string | null
  sentence_zh: string | null
  sentence_en: string | null
  /** The question its people came of; null: they came of its rule. */
  origin: unknown
  reason: string | null
  place: string | null
  trend: Point[]
  updated_at: string
  revision: number
}
export type SegmentDraft = {
  name: string
  definition?: string | null
  kind: SegmentKind
  rule: unknown
  pool?: string | null
  priority: number
  every_hours: number
  tells: boolean
  revision: number
}
export type Preview = {
  is_good: boolean
  reason: string | null
  place: string | null
  allowed: string | null
  count: number
  total: number
  is_exact: boolean
  fit: string | null
  candidates: number
  examined: number
  sentence_zh: string | null
  sentence_en: string | null
  /** Whose customers `count` and `total` are. */
  scope: Schemas['ScopeTold']
  steps: { ask: string; how: string; count: number | null }[]
  sample: { customer_id: string; name: string | null }[]
  overlaps: { segment_id: string; name: string; size: number; both: number; share: number; lift: number }[]
}
export type Change = {
  id: string
  customer_id: string
  name: string | null
  at: string
  entered: boolean
  why: string
}

const isCounting = (segment: Pick<Segment, 'size'>) => segment.size === null

/** The document a draft's text is; null while it is none. */
export function documentOf(rule: string): unknown {
  try {
    return JSON.parse(rule)
  } catch {
    return null
  }
}

function useChange<Input, Output>(run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: () => Promise.all(['segment', 'job'].map((word) => client.invalidateQueries({ queryKey: [word] }))),
  })
}

export const useSegments = () =>
  useQuery({
    queryKey: ['segment', 'list'],
    queryFn: ({ signal }) => api.get<List<Segment>>('/api/segments', { signal }),
    refetchInterval: (query) => (query.state.data?.items.some(isCounting) ? 3000 : 30_000),
  })
export const useSegment = (id: string | undefined) =>
  useQuery({
    queryKey: ['segment', 'one', id],
    queryFn: ({ signal }) => api.get<Segment>('/api/segments/{id}', { path: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data && isCounting(query.state.data) ? 3000 : 15_000),
  })
export const useSegmentWords = () =>
  useQuery({
    queryKey: ['segment', 'words'],
    queryFn: ({ signal }) => api.get<RuleWords>('/api/segments/words', { signal }),
    staleTime: 60_000,
  })
/** Whom a rule holds for; what was found before stays until the next is known. */
export const usePreview = (rule: string | null, id: string | undefined) =>
  useQuery({
    queryKey: ['segment', 'preview', rule, id],
    queryFn: ({ signal }) =>
      api.post<Preview>('/api/segments/preview', {
        body: { rule: documentOf(rule ?? ''), id: id ?? null, wants_sample: true },
        signal,
      }),
    enabled: rule !== null && documentOf(rule) !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
export const useHistory = (id: string) =>
  useQuery({
    queryKey: ['segment', 'history', id],
    queryFn: ({ signal }) => api.get<List<Point>>('/api/segments/{id}/history', { path: { id }, signal }),
  })
export const useChanges = (id: string) =>
  useInfiniteQuery({
    queryKey: ['segment', 'changes', id],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Change>>('/api/segments/{id}/changes', {
        path: { id },
        query: { cursor: pageParam || undefined, limit: 50 },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: 15_000,
  })
export const useSave = () =>
  useChange(({ id, body }: { id?: string; body: SegmentDraft }) =>
    id ? api.put<Segment>('/api/segments/{id}', { path: { id }, body }) : api.post<Segment>('/api/segments', { body }),
  )
export const useDelete = () =>
  useChange((one: Segment) => api.delete('/api/segments/{id}', { path: { id: one.id }, revision: one.revision }))
export const useRefresh = () =>
  useChange((id: string) => api.post<Segment>('/api/segments/{id}/refresh', { path: { id }, body: {} }))
export const useExport = () =>
  useChange(({ id, columns, format }: { id: string; columns: string[]; format: 'xlsx' | 'csv' }) =>
    api.post<Schemas['Job']>('/api/segments/{id}/export', { path: { id }, body: { columns, format, clear: false } }),
  )

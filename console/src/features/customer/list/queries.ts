import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { ApiError, api, type List, type Page, type Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { type CustomerRow, frozenBoard } from '../queries'

export type CustomerResult = { result_id: string; total: number; offset: number; items: CustomerRow[] }
export type SavedView = Schemas['SavedView']
export type Query = Record<string, string | undefined>

export const WINDOW = 200
const SETTLE_MS = 25
/** The server has just started: asked again until it has loaded. */
const LOADING_MS = 2000

const isGone = (error: unknown) => error instanceof ApiError && error.reason === 'customer.result_gone'

const isLoading = (error: unknown) => error instanceof ApiError && error.reason === 'customer.index_loading'

export const getWindow = (query: Record<string, string | number | undefined>, signal?: AbortSignal) =>
  api.get<CustomerResult>('/api/customers', { query, signal })

/** One frozen result of the list, read window by window. Nothing moves until it is asked anew:
 * what happens meanwhile is only counted. */
export function useResult(query: Query) {
  const client = useQueryClient()
  const head = useQuery({
    queryKey: ['people', 'result', query],
    queryFn: async ({ signal }) => getWindow({ ...(await frozenBoard(query, signal)), limit: WINDOW }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    placeholderData: keepPreviousData,
    refetchInterval: (q) => (isLoading(q.state.error) ? LOADING_MS : false),
  })
  const result = head.data
  const resultId = result?.result_id
  const total = result?.total ?? 0
  const [range, setRange] = useState<[number, number]>([0, 0])
  const onRange = useMemo(() => {
    let waiting: ReturnType<typeof setTimeout>
    return (first: number, last: number) => {
      clearTimeout(waiting)
      waiting = setTimeout(() => setRange([Math.floor(first / WINDOW), Math.floor(last / WINDOW)]), SETTLE_MS)
    }
  }, [])
  const lastWindow = Math.max(0, Math.ceil(total / WINDOW) - 1)
  const from = Math.min(range[0], lastWindow)
  const to = Math.min(range[1], lastWindow)
  const numbers = useMemo(() => Array.from({ length: to - from + 1 }, (_, i) => from + i), [from, to])
  const windows = useQueries({
    queries: numbers.map((n) => ({
      queryKey: ['customer_rows', resultId, n],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        getWindow({ result_id: resultId, offset: n * WINDOW, limit: WINDOW }, signal),
      enabled: resultId !== undefined && !head.isPlaceholderData,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 15_000,
      initialData: n === 0 ? result : undefined,
      retry: (count: number, error: unknown) => !isGone(error) && count < 2,
    })),
  })
  const gone = windows.some((w) => isGone(w.error))
  const { refetch } = head
  useEffect(() => {
    if (gone) void refetch()
  }, [gone, refetch])
  const held = new Map(numbers.map((n, i) => [n, windows[i]?.data?.items]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the windows are a new map each time; their data tells
  const rowAt = useCallback(
    (i: number): CustomerRow | undefined => held.get(Math.floor(i / WINDOW))?.[i % WINDOW],
    [resultId, from, to, ...windows.map((w) => w.dataUpdatedAt)],
  )
  /** The ids of a stretch, also of rows that were never in sight. */
  const idsOf = async (first: number, last: number): Promise<string[]> => {
    const ids: string[] = []
    for (let n = Math.floor(first / WINDOW); n <= Math.floor(last / WINDOW); n++) {
      const data = await client.fetchQuery({
        queryKey: ['customer_rows', resultId, n],
        queryFn: ({ signal }) => getWindow({ result_id: resultId, offset: n * WINDOW, limit: WINDOW }, signal),
        staleTime: 60_000,
      })
      const start = n * WINDOW
      ids.push(...data.items.slice(Math.max(0, first - start), last - start + 1).map((c) => c.id))
    }
    return ids
  }
  return {
    resultId,
    total,
    rowAt,
    idsOf,
    onRange,
    refetch,
    frozenAt: head.dataUpdatedAt,
    isPending: head.isPending,
    isStale: head.isPlaceholderData || (head.isFetching && head.data !== undefined),
    error: head.error ?? windows.find((w) => w.error && !isGone(w.error))?.error ?? null,
  }
}
export type Result = Pick<ReturnType<typeof useResult>, 'resultId' | 'frozenAt'>

export const useNeighbours = (id: string | undefined, resultId: string | undefined) =>
  useQuery({
    queryKey: ['people', 'neighbours', resultId, id],
    queryFn: ({ signal }) =>
      api.get<{ previous_id: string | null; next_id: string | null; position: number; total: number }>(
        '/api/customers/{id}/neighbours' as never,
        { path: { id: id! }, query: { result_id: resultId }, signal },
      ),
    enabled: id !== undefined && resultId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/* ---- saved views ---- */

export const useViews = () =>
  useQuery({
    queryKey: ['view', 'customers'],
    queryFn: ({ signal }) => api.get<List<SavedView>>('/api/views', { query: { page: 'customers' }, signal }),
    staleTime: 60_000,
  })

type ViewDraft = { name: string; query: string; is_shared: boolean; sort: number }

export function useViewChange() {
  const client = useQueryClient()
  const done = () => client.invalidateQueries({ queryKey: ['view'] })
  const create = useMutation({
    mutationFn: (draft: ViewDraft) => api.post<SavedView>('/api/views', { body: { page: 'customers', ...draft } }),
    onSuccess: done,
  })
  const save = useMutation({
    mutationFn: ({ view, ...draft }: Partial<ViewDraft> & { view: SavedView }) =>
      api.put<SavedView>('/api/views/{id}', {
        path: { id: view.id },
        revision: Number(view.revision),
        body: {
          page: 'customers',
          name: view.name,
          query: view.query,
          is_shared: view.is_shared,
          sort: view.sort,
          ...draft,
        },
      }),
    onSuccess: done,
  })
  const remove = useMutation({
    mutationFn: (id: string) => api.delete('/api/views/{id}', { path: { id } }),
    onSuccess: done,
  })
  return { create, save, remove }
}

/* ---- what filters offer ---- */

const useOffer = <T>(word: string, need: string, load: (signal: AbortSignal) => Promise<T[]>) => {
  const can = useCan()
  return useQuery({
    queryKey: ['org', 'offer', word],
    queryFn: ({ signal }) => load(signal),
    staleTime: 60_000,
    enabled: can(need),
  })
}
export const useStoreOffer = () =>
  useOffer('stores', 'org.read', async (signal) => {
    const page = await api.get<Page<Schemas['Store']>>('/api/stores', { query: { limit: 200 }, signal })
    return page.items
  })
export const useRegionOffer = () =>
  useOffer('regions', 'org.read', async (signal) => {
    const list = await api.get<List<Schemas['Region']>>('/api/regions', { signal })
    return list.items
  })
export const useCodeOffer = () =>
  useOffer('codes', 'channel_code.read', async (signal) => {
    const page = await api.get<Page<{ id: string; name: string; token: string | null }>>('/api/channel-codes', {
      query: { limit: 200 },
      signal,
    })
    return page.items
  })

/* ---- many at once ---- */

export type SelectionBody = { result_id: string; except_ids: string[] } | { ids: string[] }
type Job = Schemas['Job']

export function useBulk() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: ['job'] })
  const tags = useMutation({
    mutationFn: (body: { selection: SelectionBody; add_tag_ids: string[]; remove_tag_ids: string[] }) =>
      api.post<Job>('/api/customers/bulk-tags' as never, { body }),
    onSuccess,
  })
  const remark = useMutation({
    mutationFn: (body: { selection: SelectionBody; mode: string; text: string }) =>
      api.post<Job>('/api/customers/bulk-remark' as never, { body }),
    onSuccess,
  })
  const exports = useMutation({
    mutationFn: (body: { selection: SelectionBody; columns: string[]; format: string; clear: boolean }) =>
      api.post<Job>('/api/customers/exports' as never, { body }),
    onSuccess,
  })
  const undo = useMutation({
    mutationFn: (id: string) => api.post<Job>('/api/jobs/{id}/undo' as never, { path: { id } }),
    onSuccess,
  })
  return { tags, remark, exports, undo }
}

/** A job while it runs; its rows are read again when it has ended. */
export function useJob(id: string | undefined) {
  const client = useQueryClient()
  const job = useQuery({
    queryKey: ['job', 'one', id],
    queryFn: ({ signal }) => api.get<Job>('/api/jobs/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
    refetchInterval: (q) => (q.state.data && !['queued', 'running'].includes(q.state.data.state) ? false : 1000),
  })
  const ended = job.data !== undefined && !['queued', 'running'].includes(job.data.state)
  useEffect(() => {
    if (ended) void client.invalidateQueries({ queryKey: ['customer_rows'] })
  }, [ended, client])
  return job
}

import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { ApiError, api, type List, type Page, type Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { allowanceKey } from '@/pickers/allowance/queries'
import { type CustomerRow, frozenBoard } from '../queries'
import { rangeAsker, WINDOW, type Windows } from './rows/windows'

export type CustomerResult = { result_id: string; total: number; offset: number; items: CustomerRow[] }
export type SavedView = Schemas['SavedView']
export type Query = Record<string, string | undefined>

const IDS_WINDOW = 200
/** The server has just started: asked again until it has loaded. */
const LOADING_MS = 2000

const isGone = (error: unknown) => error instanceof ApiError && error.reason === 'customer.result_gone'

const isLoading = (error: unknown) => error instanceof ApiError && error.reason === 'customer.index_loading'

export const getWindow = (query: Record<string, string | number | undefined>, signal?: AbortSignal) =>
  api.get<CustomerResult>('/api/customers', { query, signal })

/** One frozen result of the list, read window by window. Nothing moves until it is asked anew:
 * what happens meanwhile is only counted. */
export function useResult(query: Query) {
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
  /** The ids of a stretch, also of rows that were never in sight. */
  const idsOf = async (first: number, last: number): Promise<string[]> => {
    const ids: string[] = []
    for (let offset = first; offset <= last; offset += IDS_WINDOW) {
      const limit = Math.min(IDS_WINDOW, last - offset + 1)
      const { items } = await getWindow({ result_id: resultId, offset, limit })
      ids.push(...items.map((c) => c.id))
    }
    return ids
  }
  return {
    resultId,
    total,
    first: result?.items,
    idsOf,
    refetch: head.refetch,
    frozenAt: head.dataUpdatedAt,
    isPending: head.isPending,
    isStale: head.isPlaceholderData || (head.isFetching && head.data !== undefined),
    isOld: head.isPlaceholderData,
    error: head.error,
  }
}
export type FrozenResult = ReturnType<typeof useResult>
export type Result = Pick<FrozenResult, 'resultId' | 'frozenAt'>

/** The rows of a frozen result around those in sight, read window by window. Going through the list asks for the
 * next ones before they are needed; a jump asks for what is in sight, and for what lies around it a little later. */
export function useRows({ resultId, total, first, isOld, refetch }: FrozenResult) {
  const [wanted, setWanted] = useState<Windows>({ from: 0, to: 0 })
  const onRange = useMemo(() => rangeAsker(setWanted), [])
  const lastWindow = Math.max(0, Math.ceil(total / WINDOW) - 1)
  const from = Math.min(wanted.from, lastWindow)
  const to = Math.min(wanted.to, lastWindow)
  const numbers = useMemo(() => Array.from({ length: to - from + 1 }, (_, i) => from + i), [from, to])
  const windows = useQueries({
    queries: numbers.map((n) => ({
      queryKey: ['customer_rows', resultId, n],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        getWindow({ result_id: resultId, offset: n * WINDOW, limit: WINDOW }, signal),
      enabled: resultId !== undefined && !isOld,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 15_000,
      initialData: n === 0 && first && resultId ? { result_id: resultId, total, offset: 0, items: first } : undefined,
      retry: (count: number, error: unknown) => !isGone(error) && count < 2,
    })),
  })
  const gone = windows.some((w) => isGone(w.error))
  useEffect(() => {
    if (gone) void refetch()
  }, [gone, refetch])
  const read = windows.map((w) => w.dataUpdatedAt).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the windows are a new list each time; when they were read tells
  const rowAt = useMemo(() => {
    const held = new Map(numbers.map((n, i) => [n, windows[i]?.data?.items]))
    return (i: number): CustomerRow | undefined => held.get(Math.floor(i / WINDOW))?.[i % WINDOW]
  }, [resultId, numbers, read])
  return { rowAt, onRange, error: windows.find((w) => w.error && !isGone(w.error))?.error ?? null }
}

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

/* ---- many at once ---- */

export type SelectionBody = { result_id: string; except_ids: string[] } | { ids: string[] }
type Job = Schemas['Job']

export function useBulk() {
  const client = useQueryClient()
  const onSuccess = () => {
    void client.invalidateQueries({ queryKey: allowanceKey })
    return client.invalidateQueries({ queryKey: ['job'] })
  }
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

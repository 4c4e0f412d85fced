import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ApiError, api, type List, type Page, type Schemas, urlOf } from '@/api/client'
import { useCan } from '@/api/me'

export type BoardFilter = {
  from: string
  to: string
  staff_id?: string
  store_id?: string
  region_id?: string
  department_id?: string
  code_token?: string
}

/** After a start a large brand's customers are read first; that is worth waiting for. */
const whileReading = {
  retry: (times: number, error: Error) =>
    error instanceof ApiError && error.reason === 'customer.index_loading' && times < 60,
  retryDelay: 1000,
}

/** A board's key begins with 'board': whatever is added or lost makes it stale. */
export const useGrowth = (query: BoardFilter & { by: string; compare?: string }) =>
  useQuery({
    queryKey: ['board', 'growth', query],
    queryFn: ({ signal }) => api.get<Schemas['GrowthBoard']>('/api/boards/growth', { query, signal }),
    placeholderData: keepPreviousData,
    ...whileReading,
  })

export const useRetention = (query: BoardFilter & { by: string; member?: string }) =>
  useQuery({
    queryKey: ['board', 'retention', query],
    queryFn: ({ signal }) => api.get<Schemas['RetentionBoard']>('/api/boards/retention', { query, signal }),
    placeholderData: keepPreviousData,
    ...whileReading,
  })

/** `compare`: who stood behind the figure it is compared with. */
export type Drill = {
  figure: string
  by: string
  key?: string
  days?: number
  member?: string
  compare?: string
}
export type People = { total: number; items: Schemas['BoardPerson'][] }
export const usePeople = (filter: BoardFilter, drill: Drill, offset: number, limit: number) =>
  useQuery({
    queryKey: ['board', 'people', filter, drill, offset, limit],
    queryFn: ({ signal }) =>
      api.get<People>('/api/boards/growth/people', { query: { ...filter, ...drill, offset, limit }, signal }),
    placeholderData: keepPreviousData,
    ...whileReading,
  })

/** Where the file of a board is. */
export const fileOf = (board: 'growth' | 'retention', query: Record<string, string | undefined>, lang: string) =>
  urlOf(`/api/boards/${board}/file`, {}, { ...query, lang })

export const useStores = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['org', 'stores', 'board'],
    queryFn: ({ signal }) => api.get<Page<Schemas['Store']>>('/api/stores', { query: { limit: 200 }, signal }),
    staleTime: 60_000,
    enabled: can('org.read'),
  })
}
export const useRegions = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['org', 'regions'],
    queryFn: ({ signal }) => api.get<List<Schemas['Region']>>('/api/regions', { signal }),
    staleTime: 60_000,
    enabled: can('org.read'),
  })
}
/** Codes somebody came through in these days. */
export const useCodes = ({ from, to }: { from: string; to: string }) =>
  useQuery({
    queryKey: ['org', 'codes of the board', from, to],
    queryFn: ({ signal }) =>
      api.get<Schemas['GrowthBoard']>('/api/boards/growth', { query: { from, to, by: 'code' }, signal }),
    select: (board) => board.rows.filter((row) => row.label),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })

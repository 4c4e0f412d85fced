import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError, api, type List, type Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import type { RuleWords } from '@/pickers/rule/words'
import { remember } from './names'
import type { MetricMeant, QueryAnswer, QueryValue } from './types'

/** After much has come in, the store of events reads on first; that is worth waiting for. */
export const whileReading = {
  retry: (times: number, error: Error) =>
    error instanceof ApiError && error.reason === 'events.catching_up' && times < 60,
  retryDelay: 1000,
}

/** What a query answers, with what was asked. Leaving the page ends it on the server, too; while another is asked the last rows stay.
 * A live one is asked again when something happens. */
export const useAnswer = (query: QueryValue | null, isLive = false) =>
  useQuery({
    queryKey: [isLive ? 'answer_live' : 'answer', query],
    queryFn: async ({ signal }) => {
      const answer = await api.post<QueryAnswer>('/api/query', { body: query, signal })
      return { ...remember(answer), query: query! }
    },
    placeholderData: keepPreviousData,
    enabled: query !== null,
    staleTime: 10_000,
    ...whileReading,
  })

/** `people`: of how many; 0 of what the system does for itself. */
export type EventType = { type: string; count: number; people: number }
const TYPES: QueryValue = {
  kind: 'pivot',
  range: { days: 400 },
  dimensions: ['type'],
  metrics: ['events', 'people'],
  order: [{ by: 'events', desc: true }],
  limit: 500,
}
/** The types of events this person may ask for, the most frequent first. */
export const useEventTypes = () =>
  useQuery({
    queryKey: ['answer', 'types'],
    queryFn: async ({ signal }): Promise<EventType[]> => {
      const answer = await api.post<QueryAnswer>('/api/query', { body: TYPES, signal })
      return answer.rows.map(([type, count, people]) => ({
        type: String(type),
        count: Number(count),
        people: Number(people),
      }))
    },
    staleTime: 5 * 60_000,
    ...whileReading,
  })

/** The most frequent values of a dimension, to choose from. */
export const useTopValues = (dimension: string, isWanted: boolean) =>
  useQuery({
    queryKey: ['answer', 'values', dimension],
    queryFn: async ({ signal }) => {
      const query: QueryValue = {
        kind: 'pivot',
        range: { days: 400 },
        dimensions: [dimension],
        metrics: ['events'],
        order: [{ by: 'events', desc: true }],
        limit: 50,
      }
      const answer = remember(await api.post<QueryAnswer>('/api/query', { body: query, signal }))
      return answer.rows.flatMap(([value]) => (value === null || value === undefined ? [] : [value]))
    },
    enabled: isWanted,
    staleTime: 5 * 60_000,
    retry: false,
  })

/** The names of shops, by the source of their events. */
export const useShopNames = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['shop', 'names'],
    queryFn: async ({ signal }) => {
      const shops = await api.get<List<{ id: string; name: string }>>('/api/shops', { signal })
      return Object.fromEntries(shops.items.map((shop) => [`shop:${shop.id}`, shop.name]))
    },
    enabled: can('shop.read'),
    staleTime: 5 * 60_000,
    retry: false,
  }).data
}

/** The customers with these ids, as far as they may be seen. */
export const usePersons = (ids: string[]) =>
  useQueries({
    queries: ids.map((id) => ({
      queryKey: ['customer', id, 'short'],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<Schemas['Customer']>('/api/customers/{id}', { path: { id }, signal }),
      staleTime: 60_000,
      retry: false,
    })),
  })

/** Audiences to choose from, for who may see them. */
export const useAudiences = (isWanted: boolean) => {
  const can = useCan()
  return useQuery({
    queryKey: ['segment', 'names'],
    queryFn: ({ signal }) => api.get<List<{ id: string; name: string }>>('/api/segments', { signal }),
    enabled: isWanted && can('segment.read'),
    staleTime: 60_000,
  })
}

/** The people of a query as a fixed audience. */
export const useSaveAudience = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (draft: { name: string; definition: string; query: QueryValue }) =>
      api.post<{ id: string; name: string; size: number | null }>('/api/query/audience', { body: draft }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['segment'] }),
  })
}

/** What is known of customers: attributes that conditions may ask. */
export const useFacts = (isWanted: boolean) => {
  const can = useCan()
  return useQuery({
    queryKey: ['segment', 'words'],
    queryFn: ({ signal }) => api.get<RuleWords>('/api/segments/words', { signal }),
    enabled: isWanted && can('segment.read') && can('customer.read'),
    staleTime: 5 * 60_000,
  })
}

export type CatalogueMetric = {
  key: string
  name_zh: string
  name_en: string
  about_zh: string
  about_en: string
  unit: 'count' | 'fen' | 'ratio' | 'ms' | 'people'
  /** A metric, or a ratio of two. */
  formula: MetricMeant | { of: MetricMeant; over: MetricMeant }
}
/** The catalogue of metrics: one word has one number. */
export const useMetrics = () =>
  useQuery({
    queryKey: ['metric'],
    queryFn: ({ signal }) => api.get<List<CatalogueMetric>>('/api/metrics', { signal }),
    staleTime: 5 * 60_000,
  })

import { useQuery } from '@tanstack/react-query'
import { api, type List, type Page, type Schemas } from '@/api/client'
import { useCan, useHas } from '@/api/me'

/** What a customer is to official accounts. */
export const useFanOf = (customer_id: string) => {
  const has = useHas()
  return useQuery({
    queryKey: ['oa', 'fan_of', customer_id],
    queryFn: ({ signal }) =>
      api.get<Page<Schemas['OaFan']>>('/api/oa/fans', { query: { customer_id, limit: 20 }, signal }),
    enabled: has('oa'),
  })
}

/** Names of accounts, for who may read connections. */
export const useAccountNames = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['connection', 'oa'],
    queryFn: ({ signal }) => api.get<List<Schemas['Connection']>>('/api/connections', { signal }),
    enabled: can('connection.read'),
    select: (list) => new Map(list.items.map((c) => [c.id, c.name])),
  })
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Page, type Schemas } from '@/api/client'
import { useCan } from '@/api/me'

export type SpendKind = 'channel' | 'code' | 'campaign'
export type Spend = { kind: SpendKind; touch: string; day_on: string; amount_fen: number }

export const useSpend = (from: string, to: string) =>
  useQuery({
    queryKey: ['spend', from, to],
    queryFn: ({ signal }) => api.get<List<Spend>>('/api/spend', { query: { from, to }, signal }),
  })
export const useSetSpend = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (lines: Spend[]) => api.post<{ changed: number }>('/api/spend/sheet', { body: { lines } }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['spend'] }),
        client.invalidateQueries({ queryKey: ['answer'] }),
      ]),
  })
}
/** The names of channel codes, by what attribution calls them. */
export const useCodeNames = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['channel_code', 'names'],
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<Schemas['ChannelCodeRow']>>('/api/channel-codes', {
        query: { limit: 200 },
        signal,
      })
      return Object.fromEntries(page.items.map((c) => [`channel_code:${c.id}`, c.name]))
    },
    enabled: can('channel_code.read'),
    staleTime: 5 * 60_000,
  })
}

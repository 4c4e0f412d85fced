import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List } from '@/api/client'

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

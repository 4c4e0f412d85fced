import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Schemas } from '@/api/client'

export type Allowance = Schemas['Allowance']
export type Bounds = Pick<
  Allowance,
  'export_day' | 'export_month' | 'reveal_day' | 'reveal_month' | 'bulk_day' | 'bulk_month'
>

export const useAllowances = () =>
  useQuery({
    queryKey: ['allowance'],
    queryFn: ({ signal }) => api.get<List<Allowance>>('/api/allowances', { signal }),
  })
export const useUses = () =>
  useQuery({
    queryKey: ['allowance', 'uses'],
    queryFn: ({ signal }) => api.get<List<Schemas['AllowanceUse']>>('/api/allowances/uses', { signal }),
  })
export function useSetAllowance() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ role, body }: { role: Allowance; body: Bounds }) =>
      api.put<Allowance>('/api/roles/{id}/allowance', { path: { id: role.role_id }, body, revision: role.revision }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['allowance'] }),
  })
}

import { useQuery } from '@tanstack/react-query'
import { api, type List, type Schemas } from '@/api/client'

export type Deed = Schemas['AllowanceUse']['deed']

export const allowanceKey = ['allowance']

/** What I may take, and have taken. */
export const useMyAllowance = (deed: Deed, enabled = true) =>
  useQuery({
    queryKey: [...allowanceKey, 'mine'],
    queryFn: ({ signal }) => api.get<List<Schemas['AllowanceUse']>>('/api/me/allowances', { signal }),
    enabled,
    select: (list) => list.items.find((one) => one.deed === deed),
  })

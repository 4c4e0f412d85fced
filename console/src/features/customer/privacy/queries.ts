import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas } from '@/api/client'

export type Consents = Schemas['Consents']
export type Standing = Consents['purposes'][number]
export type ConsentDraft = { purpose: string; state: string; source: string; evidence?: string; at?: string }

export const useConsents = (id: string) =>
  useQuery({
    queryKey: ['customer', id, 'consents'],
    queryFn: ({ signal }) => api.get<Consents>('/api/customers/{id}/consents', { path: { id }, signal }),
  })

export function useTellConsent(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ConsentDraft) => api.post<Consents>('/api/customers/{id}/consents', { path: { id }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['customer', id] }),
  })
}

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Schemas } from '@/api/client'
import { usePaged } from '@/api/paged'

export type Policy = Schemas['WelcomePolicy']

export const usePolicies = () =>
  useQuery({
    queryKey: ['welcome_policy'],
    queryFn: ({ signal }) => api.get<List<Policy> & { code_count: number }>('/api/welcome-policies', { signal }),
  })
export const usePolicy = (id: string | undefined) =>
  useQuery({
    queryKey: ['welcome_policy', 'one', id],
    queryFn: ({ signal }) => api.get<Policy>('/api/welcome-policies/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
  })
export const useWelcomes = (query: { state?: string; policy_id?: string }) =>
  usePaged<Schemas['Welcome']>(['welcome', 'list'], '/api/welcomes', query)
export const useWelcomeSummary = () =>
  useQuery({
    queryKey: ['welcome', 'summary'],
    queryFn: ({ signal }) => api.get<Schemas['WelcomeSummary']>('/api/welcomes/summary', { signal }),
  })

export type PreviewInput = {
  customer_name: string
  staff_id?: string
  code_id?: string
  at?: string
  message?: Schemas['Message']
}
export const useWelcomePreview = (input: PreviewInput) =>
  useQuery({
    queryKey: ['welcome_policy', 'preview', input],
    queryFn: ({ signal }) =>
      api.post<Schemas['WelcomePreview']>('/api/welcome-policies/preview', { body: input, signal }),
    placeholderData: keepPreviousData,
  })

function useChange<Input, Output>(run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: run, onSuccess: () => client.invalidateQueries({ queryKey: ['welcome_policy'] }) })
}
export type PolicyInput = Partial<Policy> & { name: string }
export const useSavePolicy = () =>
  useChange(({ id, revision, ...body }: PolicyInput) =>
    id
      ? api.put<Policy>('/api/welcome-policies/{id}', { path: { id }, body, revision })
      : api.post<Policy>('/api/welcome-policies', { body }),
  )
export const useDeletePolicy = () =>
  useChange((p: Policy) => api.delete('/api/welcome-policies/{id}', { path: { id: p.id }, revision: p.revision }))

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type Page, type Schemas } from '@/api/client'
import { usePaged } from '@/api/paged'
import type { CustomerRow } from '../queries'

export type Review = Schemas['MergeReview']
export type Side = Schemas['MergeSide']
export type Policy = Schemas['MergePolicy']
export type ReviewState = Review['state']

export const useWhy = (id: string) =>
  useQuery({
    queryKey: ['customer', 'why', id],
    queryFn: ({ signal }) => api.get<Schemas['WhyOne']>('/api/customers/{id}/why-one', { path: { id }, signal }),
  })

export const useFindCustomers = (q: string) =>
  useQuery({
    queryKey: ['customer', 'find', q],
    queryFn: ({ signal }) => api.get<Page<CustomerRow>>('/api/customers', { query: { q, limit: 8 }, signal }),
    enabled: q.trim().length > 0,
  })

export const usePreview = (id: string, otherId: string | undefined) =>
  useQuery({
    queryKey: ['customer', 'preview', id, otherId],
    queryFn: ({ signal }) =>
      api.get<Schemas['MergePreview']>('/api/customers/{id}/merge-preview', {
        path: { id },
        query: { other_id: otherId },
        signal,
      }),
    enabled: otherId !== undefined,
  })

function useChange<Input, Output>(run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: () =>
      Promise.all(
        ['customer', 'customer_rows', 'merge', 'note'].map((word) => client.invalidateQueries({ queryKey: [word] })),
      ),
  })
}

export const useMerge = () =>
  useChange(({ id, otherId }: { id: string; otherId: string }) =>
    api.post<Schemas['MergeDone']>('/api/customers/{id}/merge', { path: { id }, body: { other_id: otherId } }),
  )
export const useSplit = () =>
  useChange((mergeId: string) =>
    api.post<Schemas['MergeDone']>('/api/customer-merges/{id}/split', { path: { id: mergeId } }),
  )
export const useDecide = () =>
  useChange(({ id, decision }: { id: string; decision: 'accept' | 'refuse' }) =>
    api.post<Schemas['MergeDone']>('/api/merge-reviews/{id}/decision', { path: { id }, body: { decision } }),
  )

export const useReviews = (state: ReviewState) =>
  usePaged<Review>(['merge', 'reviews'], '/api/merge-reviews', { state, limit: 20 })

export const useSearch = () =>
  useMutation({ mutationFn: () => api.post<Schemas['Job']>('/api/merge-reviews/search', {}) })

const policyKey = ['merge', 'policy']
export const usePolicy = () =>
  useQuery({ queryKey: policyKey, queryFn: ({ signal }) => api.get<Policy>('/api/merge-policy', { signal }) })

export function useSetPolicy() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ revision, ...body }: { revision: number; kinds: Schemas['MergeKind'][]; likeness: string }) =>
      api.put<Policy>('/api/merge-policy', { body, revision }),
    onSuccess: (policy) => client.setQueryData(policyKey, policy),
  })
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas } from '@/api/client'
import { usePaged } from '@/api/paged'

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

export type Erasure = Schemas['Erasure']
export type ErasureState = NonNullable<Erasure['state']>
export type ErasurePreview = Schemas['ErasurePreview']

export const useErasurePreview = (id: string | null | undefined) =>
  useQuery({
    queryKey: ['customer', id, 'erasure'],
    queryFn: ({ signal }) =>
      api.get<ErasurePreview>('/api/customers/{id}/erasure-preview', { path: { id: id! }, signal }),
    enabled: Boolean(id),
  })
export const useErasures = (state: string | undefined) =>
  usePaged<Erasure>(['erasure', state], '/api/erasures', { state, limit: 20 })

function useChange<Input, Output>(run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    // Also when it was refused: somebody else may have decided.
    onSettled: () =>
      Promise.all(
        ['erasure', 'customer', 'customer_rows', 'job'].map((word) => client.invalidateQueries({ queryKey: [word] })),
      ),
  })
}
export const useAskErasure = (id: string) =>
  useChange((body: { ground: string; note?: string }) =>
    api.post<Erasure>('/api/customers/{id}/erasures', { path: { id }, body }),
  )
export const useDecideErasure = () =>
  useChange(({ id, ...body }: { id: string; decision: 'carry_out' | 'refuse'; confirm?: string; answer?: string }) =>
    api.post<Erasure>('/api/erasures/{id}/decision', { path: { id }, body }),
  )

export const useExportPerson = (id: string) =>
  useChange(() => api.post<Schemas['Job']>('/api/customers/{id}/person-exports', { path: { id } }))
/** The export while it runs. */
export const useExportJob = (jobId: string | undefined) =>
  useQuery({
    queryKey: ['job', 'one', jobId],
    queryFn: ({ signal }) => api.get<Schemas['Job']>('/api/jobs/{id}', { path: { id: jobId! }, signal }),
    enabled: jobId !== undefined,
    refetchInterval: (query) =>
      query.state.data && !['queued', 'running'].includes(query.state.data.state) ? false : 1000,
  })

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List } from '@/api/client'

export type Standing = { value: string | null; count: number; percent: number; source: string; last_at: string }
export type KnownAttribute = {
  attribute_id: string
  key: string
  name: string
  type: string
  unit: string | null
  about: string | null
  value: string | null
  is_personal: boolean
  policy: 'source_priority' | 'most_recent' | 'most_frequent' | 'weighed'
  decided_by: 'only' | 'priority' | 'recent' | 'frequent' | 'weight' | 'value'
  standings: Standing[]
}
export type Evidence = {
  id: string
  key: string
  name: string
  about: string | null
  value: string | null
  source: string
  raw: string | null
  store_name: string | null
  distance_m: number
  confidence: number
  at: string
  until: string | null
  ended_at: string | null
}
export type Known = { items: KnownAttribute[]; evidence: Evidence[] }
export type TagReason = {
  tag_id: string
  name: string
  group_name: string
  value: string
  source: string
  sentence_zh: string | null
  sentence_en: string | null
  facts: { name: string; name_zh: string; value: string }[]
  since: string | null
  until: string | null
  expires_at: string | null
  ended_by: string
  replaced_by_name: string | null
}

export const useKnown = (id: string) =>
  useQuery({
    queryKey: ['customer', id, 'attributes'],
    queryFn: ({ signal }) => api.get<Known>('/api/customers/{id}/attributes', { path: { id }, signal }),
  })
export const useKeys = (on: boolean) =>
  useQuery({
    queryKey: ['attribute'],
    queryFn: ({ signal }) =>
      api.get<List<{ key: string; name: string; type: string; choices: string[] }>>('/api/attributes', { signal }),
    enabled: on,
  })
export const useTagReasons = (id: string) =>
  useQuery({
    queryKey: ['customer', id, 'tag_reasons'],
    queryFn: ({ signal }) =>
      api.get<{ items: TagReason[]; history: TagReason[] }>('/api/customers/{id}/tag-reasons', {
        path: { id },
        signal,
      }),
  })

function useChange<Input>(id: string, run: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: () => client.invalidateQueries({ queryKey: ['customer', id] }),
  })
}
export const useSay = (id: string) =>
  useChange(id, (body: { key: string; value: string }) =>
    api.post('/api/customers/{id}/evidence', { path: { id }, body }),
  )
export const useTakeBack = (id: string) =>
  useChange(id, (evidence_id: string) =>
    api.delete('/api/customers/{id}/evidence/{evidence_id}', { path: { id, evidence_id } }),
  )

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CatalogueMetric } from '@/answers/queries'
import type { MetricMeant } from '@/answers/types'
import { api } from '@/api/client'

export type OwnMetric = CatalogueMetric & {
  id: string
  revision: number
  is_built_in: boolean
  is_mine: boolean
  owner_name: string | null
}
export type Formula = CatalogueMetric['formula']
export type MetricDraft = {
  name_zh: string
  name_en?: string
  unit: CatalogueMetric['unit']
  about_zh?: string
  about_en?: string
  formula: Formula
}
export const isRatio = (f: Formula): f is { of: MetricMeant; over: MetricMeant } => typeof f === 'object' && 'of' in f

export const useMetricChanges = () => {
  const client = useQueryClient()
  // Answers count by the formula: another formula is another answer.
  const onSuccess = () =>
    Promise.all(['metric', 'answer', 'answer_live'].map((word) => client.invalidateQueries({ queryKey: [word] })))
  const save = useMutation({
    mutationFn: ({ known, draft }: { known?: OwnMetric; draft: MetricDraft }) =>
      known
        ? api.put('/api/metrics/{id}', { path: { id: known.id }, revision: known.revision, body: draft })
        : api.post('/api/metrics', { body: draft }),
    onSuccess,
  })
  const drop = useMutation({
    mutationFn: (id: string) => api.delete('/api/metrics/{id}', { path: { id } }),
    onSuccess,
  })
  return { save, drop }
}

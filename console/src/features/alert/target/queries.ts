import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Logic } from '@/answers/types'
import { api, type Page, type Schemas, upload } from '@/api/client'

export type OwnerKind = 'brand' | 'department' | 'store' | 'staff'
export type TargetState = 'waiting' | 'on_pace' | 'behind' | 'reached' | 'missed' | 'unknown'
export type Target = {
  id: string
  scene: string
  metric: string
  from_on: string
  to_on: string
  owner_kind: OwnerKind
  owner_id: string | null
  owner_name: string | null
  /** In the unit of the metric; of ratios in ten-thousandths. */
  value: number
  is_ceiling: boolean
  actual_num: number
  actual_den: number
  expected: number
  state: TargetState
  reason: string | null
  filters: Logic
  revision: number
}
export type Sheet = {
  scene: string
  metric: string
  from_on: string
  to_on: string
  is_ceiling: boolean
  lines: { owner_kind: OwnerKind; owner_id: string | null; value: number }[]
}

export type TargetImport = {
  rows: number
  created: number
  updated: number
  unchanged: number
  invalid: { row: number; reason: string; value: string | null }[]
  sample: (Pick<
    Target,
    'metric' | 'scene' | 'from_on' | 'to_on' | 'owner_kind' | 'owner_name' | 'value' | 'is_ceiling'
  > & {
    row: number
    action: 'create' | 'update' | 'same'
  })[]
}

export const useTargets = (from: string, to: string) =>
  useQuery({
    queryKey: ['target', from, to],
    queryFn: ({ signal }) =>
      api.get<{ items: Target[]; is_cut: boolean }>('/api/targets', { query: { from, to }, signal }),
    staleTime: 30_000,
  })
export const useTargetChanges = () => {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: ['target'] })
  const set = useMutation({
    mutationFn: (body: Sheet) => api.post<Sheet>('/api/targets/sheet', { body }),
    onSuccess,
  })
  const drop = useMutation({
    mutationFn: (id: string) => api.delete('/api/targets/{id}', { path: { id } }),
    onSuccess,
  })
  const restore = useMutation({
    mutationFn: (id: string) => api.post('/api/targets/{id}/restore', { path: { id } }),
    onSuccess,
  })
  return { set, drop, restore }
}
/** A spreadsheet: what it would do, and done. */
export const useTargetImport = () => {
  const client = useQueryClient()
  const preview = useMutation({
    mutationFn: (file: Blob) => upload<TargetImport>('/api/targets/import/preview', { file }),
  })
  const run = useMutation({
    mutationFn: (file: Blob) => upload<TargetImport>('/api/targets/import', { file }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['target'] }),
  })
  return { preview, run }
}
export const useStores = (enabled: boolean) =>
  useQuery({
    queryKey: ['org', 'stores', 'targets'],
    queryFn: ({ signal }) => api.get<Page<Schemas['Store']>>('/api/stores', { query: { limit: 200 }, signal }),
    enabled,
    staleTime: 5 * 60_000,
  })

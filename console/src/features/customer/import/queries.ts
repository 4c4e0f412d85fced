import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas, uploadFile } from '@/api/client'

export const IMPORT_FIELDS = [
  'name',
  'phone',
  'external_userid',
  'member_no',
  'email',
  'gender',
  'birthday',
  'address',
  'description',
  'tags',
] as const
export const IMPORT_KEYS = ['phone', 'external_userid', 'member_no'] as const
export const IMPORT_RULES = ['both', 'fill', 'create', 'update'] as const

export type CustomerImport = {
  id: string
  name: string
  format: 'xlsx' | 'csv'
  size: number
  has_header: boolean
  columns: { name: string | null; field: string | null; reason?: string | null; samples: string[] }[]
  sample: { number: number; cells: string[] }[]
  key: (typeof IMPORT_KEYS)[number]
  rule: (typeof IMPORT_RULES)[number]
  makes_tags: boolean
  tag_ids: string[]
  job_id: string | null
  revision: number
}
export type ImportPreview = {
  rows: number
  created: number
  updated: number
  unchanged: number
  skipped: number
  duplicate: number
  refused: number
  is_whole: boolean
  examples: { row: number; outcome: string; reason: string | null; name: string | null; phone: string | null }[]
}
export type ImportDraft = {
  fields: string[]
  has_header: boolean
  key: string
  rule: string
  makes_tags: boolean
  tag_ids: string[]
}
type Job = Schemas['Job']

export const useImport = (id: string | undefined) =>
  useQuery({
    queryKey: ['customer_import', id],
    queryFn: ({ signal }) => api.get<CustomerImport>('/api/customer-imports/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
  })

export const uploadImport = (file: File, onProgress: (percent: number) => void) =>
  uploadFile<CustomerImport>('/api/customer-imports', file, onProgress)

export function useImportChange(id: string | undefined) {
  const client = useQueryClient()
  const path = { id: id ?? '' }
  const refresh = () => client.invalidateQueries({ queryKey: ['customer_import', id] })
  const save = useMutation({
    mutationFn: ({ revision, ...body }: ImportDraft & { revision: number }) =>
      api.put<CustomerImport>('/api/customer-imports/{id}', { path, body, revision }),
    onSuccess: (saved) => client.setQueryData(['customer_import', saved.id], saved),
  })
  const preview = useMutation({
    mutationFn: () => api.post<ImportPreview>('/api/customer-imports/{id}/preview', { path }),
  })
  const start = useMutation({
    mutationFn: () => api.post<Job>('/api/customer-imports/{id}/start', { path }),
    onSuccess: async () => {
      await refresh()
      await client.invalidateQueries({ queryKey: ['job'] })
    },
  })
  const drop = useMutation({ mutationFn: () => api.delete('/api/customer-imports/{id}', { path }) })
  return { save, preview, start, drop }
}

export function useJobAction(jobId: string | undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (action: 'cancel' | 'resume') =>
      action === 'cancel'
        ? api.post<void>('/api/jobs/{id}/cancel', { path: { id: jobId! } })
        : api.post<void>('/api/jobs/{id}/resume', { path: { id: jobId! } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['job'] }),
  })
}

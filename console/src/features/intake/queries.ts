import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError, api, type Schemas, uploadFile } from '@/api/client'
import { reasonText } from '@/i18n'
import type { Field, Kind, Mapping } from './mapping'

export type Import = {
  id: string
  name: string
  size: number
  kind: Kind
  columns: { name: string | null; samples: string[]; reason: string | null }[]
  mapping: Mapping
  has_header: boolean
  is_good: boolean
  job_id: string | null
  state: Job['state'] | null
  done: number
  failed: number
  created_at: string
  revision: number
}
export type Preview = {
  fields: string[]
  rows: { row: number; is_left_out: boolean; outcome: string | null; reason: string | null; cells: string[] }[]
  good: number
  refused: number
  left_out: number
  created: number
  updated: number
  unchanged: number
  skipped: number
  is_whole: boolean
}
export type SavedMapping = { id: string | null; name: string; kind: Kind; mapping: Mapping }
type Job = Schemas['Job']

export const useImports = () =>
  useQuery({
    queryKey: ['intake', 'list'],
    queryFn: ({ signal }) => api.get<{ items: Import[] }>('/api/imports', { signal }),
    refetchInterval: (q) =>
      q.state.data?.items.some((i) => i.state === 'queued' || i.state === 'running') ? 2000 : false,
  })
export const useImport = (id: string | undefined) =>
  useQuery({
    queryKey: ['intake', 'one', id],
    queryFn: ({ signal }) => api.get<Import>('/api/imports/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
  })
export const useKinds = () =>
  useQuery({
    queryKey: ['intake', 'kinds'],
    queryFn: ({ signal }) => api.get<{ items: { kind: Kind; fields: Field[] }[] }>('/api/import-kinds', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
export const useMappings = () =>
  useQuery({
    queryKey: ['intake', 'mappings'],
    queryFn: ({ signal }) => api.get<{ items: SavedMapping[] }>('/api/import-mappings', { signal }),
  })
export const uploadImport = (file: File, onProgress: (percent: number) => void) =>
  uploadFile<Import>('/api/imports', file, onProgress)
export const guessFor = (id: string, kind: Kind) =>
  api.get<{ mapping: Mapping }>('/api/imports/{id}/guess', { path: { id }, query: { kind } })

export function useImportChange(id: string) {
  const client = useQueryClient()
  const path = { id }
  const save = useMutation({
    mutationFn: ({ mapping, revision }: { mapping: Mapping; revision: number }) =>
      api.put<Import>('/api/imports/{id}', { path, body: { mapping }, revision }),
    onSuccess: (saved) => client.setQueryData(['intake', 'one', saved.id], saved),
  })
  const header = useMutation({
    mutationFn: ({ has, revision }: { has: boolean; revision: number }) =>
      api.put<Import>('/api/imports/{id}/header', { path, body: { has_header: has }, revision }),
    onSuccess: (seen) => client.setQueryData(['intake', 'one', seen.id], seen),
  })
  const preview = useMutation({ mutationFn: () => api.post<Preview>('/api/imports/{id}/preview', { path }) })
  const start = useMutation({
    mutationFn: () => api.post<Job>('/api/imports/{id}/start', { path }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['intake'] })
      await client.invalidateQueries({ queryKey: ['job'] })
    },
  })
  const remove = useMutation({
    mutationFn: () => api.delete('/api/imports/{id}', { path }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['intake', 'list'] }),
  })
  return { save, header, preview, start, remove }
}

export function useMappingChange() {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['intake', 'mappings'] })
  const remember = useMutation({
    mutationFn: (body: { name: string; mapping: Mapping }) => api.post<SavedMapping>('/api/import-mappings', { body }),
    onSuccess: refresh,
  })
  const forget = useMutation({
    mutationFn: (id: string) => api.delete('/api/import-mappings/{id}', { path: { id } }),
    onSuccess: refresh,
  })
  return { remember, forget }
}

export const useJob = (id: string) =>
  useQuery({
    queryKey: ['job', 'one', id],
    queryFn: ({ signal }) => api.get<Job>('/api/jobs/{id}', { path: { id }, signal }),
    refetchInterval: (q) => (q.state.data && !['queued', 'running'].includes(q.state.data.state) ? false : 1000),
  })
export function useJobAction(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (action: 'cancel' | 'resume') =>
      action === 'cancel'
        ? api.post<void>('/api/jobs/{id}/cancel', { path: { id } })
        : api.post<void>('/api/jobs/{id}/resume', { path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['job'] }),
  })
}

/** What taking an import back would do now. */
export const useUndoPreview = (id: string) =>
  useQuery({
    // No key of jobs: a large import is not looked through again whenever some job moves.
    queryKey: ['job_undo', id],
    queryFn: ({ signal }) => api.get<Schemas['BulkUndoPreview']>('/api/jobs/{id}/undo', { path: { id }, signal }),
    staleTime: 0,
  })

/** Takes back whom an import made and the tags it gave, as a job of its own. */
export function useUndo() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.post<Job>('/api/jobs/{id}/undo', { path: { id } }),
    onSettled: () => Promise.all(['job', 'job_undo'].map((word) => client.invalidateQueries({ queryKey: [word] }))),
  })
}

/** Costs that an import set become what they were. */
export function useCostsBack() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      api.post<{ changed: number; kept: number }>('/api/spend/imports/{id}/undo', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['spend'] }),
  })
}

/** What is wrong with a mapping: the place, the sentence, what is allowed there. */
export function troubleOf(error: unknown): string {
  if (!(error instanceof ApiError)) return reasonText('unknown.error')
  const place = error.field ? `${error.field} — ` : ''
  const allowed = error.allowed ? ` (${error.allowed})` : ''
  return `${place}${reasonText(error.reason)}${allowed}`
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Schemas, upload, urlOf } from '@/api/client'
import { usePaged } from '@/api/paged'

export type Code = Schemas['ChannelCode']
export type CodeRow = Schemas['ChannelCodeRow']

export const useCodes = (query: { q?: string; group_id?: string; state?: string }) =>
  usePaged<CodeRow>(['channel_code', 'list'], '/api/channel-codes', query)

export const useCode = (id: string | undefined) =>
  useQuery({
    queryKey: ['channel_code', 'one', id],
    queryFn: ({ signal }) => api.get<Code>('/api/channel-codes/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
  })
export const useCodeStats = (id: string, days: number) =>
  useQuery({
    queryKey: ['channel_code', 'stats', id, days],
    queryFn: ({ signal }) =>
      api.get<Schemas['CodeStats']>('/api/channel-codes/{id}/stats', { path: { id }, query: { days }, signal }),
  })
export const useCodeGroups = () =>
  useQuery({
    queryKey: ['channel_code', 'groups'],
    queryFn: ({ signal }) => api.get<List<Schemas['ChannelCodeGroup']>>('/api/channel-code-groups', { signal }),
  })

function useChange<Input, Output>(run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: run, onSuccess: () => client.invalidateQueries({ queryKey: ['channel_code'] }) })
}

export type CodeInput = Partial<Code> & { name: string }
export const useSaveCode = () =>
  useChange(({ id, revision, ...body }: CodeInput) =>
    id
      ? api.put<Code>('/api/channel-codes/{id}', { path: { id }, body, revision })
      : api.post<Code>('/api/channel-codes', { body }),
  )
export const useCodeAction = () =>
  useChange(({ id, action }: { id: string; action: 'pause' | 'resume' | 'copy' }) => {
    const path = { id }
    if (action === 'pause') return api.post<Code>('/api/channel-codes/{id}/pause', { path })
    if (action === 'resume') return api.post<Code>('/api/channel-codes/{id}/resume', { path })
    return api.post<Code>('/api/channel-codes/{id}/copy', { path })
  })
export const useDeleteCode = () =>
  useChange((code: CodeRow) =>
    api.delete('/api/channel-codes/{id}', { path: { id: code.id }, revision: code.revision }),
  )

export type GroupInput = { id?: string; revision?: number; name: string; sort: number }
export const useSaveGroup = () =>
  useChange(({ id, revision, ...body }: GroupInput) =>
    id
      ? api.put<Schemas['ChannelCodeGroup']>('/api/channel-code-groups/{id}', { path: { id }, body, revision })
      : api.post<Schemas['ChannelCodeGroup']>('/api/channel-code-groups', { body }),
  )
export const useDeleteGroup = () =>
  useChange((g: Schemas['ChannelCodeGroup']) =>
    api.delete('/api/channel-code-groups/{id}', { path: { id: g.id }, revision: g.revision }),
  )

export const usePreviewBatch = () =>
  useMutation({
    mutationFn: (p: { file: File; templateId: string }) =>
      upload<Schemas['BatchPreview']>('/api/channel-codes/batch/preview', { file: p.file, template_id: p.templateId }),
  })
export const useRunBatch = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (p: { file: File; templateId: string }) =>
      upload<Schemas['Job']>('/api/channel-codes/batch', { file: p.file, template_id: p.templateId }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['job'] }),
  })
}
export const useJob = (id: string | undefined) =>
  useQuery({
    queryKey: ['job', 'one', id],
    queryFn: ({ signal }) => api.get<Schemas['Job']>('/api/jobs/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
    refetchInterval: (q) =>
      q.state.data && ['done', 'failed', 'cancelled'].includes(q.state.data.state) ? false : 2000,
  })

export type QrOptions = { format: 'svg' | 'png'; size?: number; logo?: 0 | 1; print?: 0 | 1; v?: string }
export const qrUrl = (id: string, options: QrOptions) => urlOf('/api/channel-codes/{id}/qr', { id }, options)
export const posterUrl = (
  id: string,
  options: { template: string; title: string; subtitle: string; footer: string; v?: string },
) => urlOf('/api/channel-codes/{id}/poster', { id }, options)
export const batchTemplateUrl = '/api/channel-codes/batch/template.xlsx'
export const jobFileUrl = (id: string) => urlOf('/api/jobs/{id}/file', { id })

export const useBrandLogo = () =>
  useQuery({
    queryKey: ['brand', 'logo'],
    queryFn: ({ signal }) => api.get<Schemas['BrandLogo']>('/api/brand/logo', { signal }),
    staleTime: 60_000,
  })
export const useSetBrandLogo = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (media_id: string | null) => api.put<Schemas['BrandLogo']>('/api/brand/logo', { body: { media_id } }),
    onSuccess: (logo) => client.setQueryData(['brand', 'logo'], logo),
  })
}

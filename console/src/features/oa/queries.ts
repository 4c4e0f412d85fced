import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { usePaged } from '@/api/paged'

export type Qr = Schemas['OaQr']
export type Menu = Schemas['OaMenu']
export type MenuButton = Schemas['OaButton']
export type Reply = Schemas['OaReply']
export type Part = Schemas['OaPart']

export const useAccounts = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['connection', 'oa'],
    queryFn: ({ signal }) => api.get<List<Schemas['Connection']>>('/api/connections', { signal }),
    enabled: can('connection.read'),
    select: (list) => list.items.filter((c) => c.kind === 'oa'),
  })
}

const list = <T>(word: string, path: '/api/oa/qrs' | '/api/oa/replies' | '/api/oa/places', connection_id: string) => ({
  queryKey: ['oa', word, connection_id],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<List<T>>(path, { query: { connection_id }, signal }),
})
export const useQrs = (id: string) => useQuery(list<Qr>('qr', '/api/oa/qrs', id))
export const useReplies = (id: string) => useQuery(list<Reply>('reply', '/api/oa/replies', id))
export const usePlaces = (id: string) => useQuery(list<Schemas['OaPlace']>('place', '/api/oa/places', id))
export const useMenu = (id: string) =>
  useQuery({
    queryKey: ['oa', 'menu', id],
    queryFn: ({ signal }) => api.get<Menu>('/api/oa/{id}/menu', { path: { id }, signal }),
  })
export const useFigures = (id: string) =>
  useQuery({
    queryKey: ['oa', 'figures', id],
    queryFn: ({ signal }) =>
      api.get<Schemas['OaFigures']>('/api/oa/{id}/figures', { path: { id }, query: { days: 30 }, signal }),
  })
export const useFans = (connection_id: string) =>
  usePaged<Schemas['OaFan']>(['oa', 'fan'], '/api/oa/fans', { connection_id })

function useChange<Input, Output>(run: (input: Input) => Promise<Output>, words = ['oa']) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: () => Promise.all(words.map((word) => client.invalidateQueries({ queryKey: [word] }))),
  })
}

export type QrInput = { name: string; is_permanent?: boolean; channel_code_id?: string | null }
export const useSaveQr = (connection_id: string) =>
  useChange(({ id, revision, ...body }: QrInput & { id?: string; revision?: number }) =>
    id
      ? api.put<Qr>('/api/oa/qrs/{id}', { path: { id }, body, revision })
      : api.post<Qr>('/api/oa/qrs', { body: { ...body, connection_id } }),
  )
export const useRenewQr = () => useChange((id: string) => api.post<Qr>('/api/oa/qrs/{id}/renew', { path: { id } }))

export const useSaveMenu = (id: string) =>
  useChange(({ buttons, revision }: { buttons: MenuButton[]; revision: number }) =>
    api.put<Menu>('/api/oa/{id}/menu', { path: { id }, body: { buttons }, revision }),
  )
export const usePublishMenu = (id: string) =>
  useChange(() => api.post<Menu>('/api/oa/{id}/menu/publish', { path: { id } }))
export const useWithdrawMenu = (id: string) =>
  useChange(() => api.post<Menu>('/api/oa/{id}/menu/withdraw', { path: { id } }))
export const useCompareMenu = (id: string) =>
  useMutation({ mutationFn: () => api.post<Schemas['OaMenuDiff']>('/api/oa/{id}/menu/compare', { path: { id } }) })

export type ReplyInput = {
  name: string
  occasion: Reply['occasion']
  is_exact?: boolean
  is_on: boolean
  keywords?: string[]
  messages: Partial<Part>[]
}
export const useSaveReply = (connection_id: string) =>
  useChange(({ id, revision, ...body }: ReplyInput & { id?: string; revision?: number }) =>
    id
      ? api.put<Reply>('/api/oa/replies/{id}', { path: { id }, body, revision })
      : api.post<Reply>('/api/oa/replies', { body: { ...body, connection_id } }),
  )
export const useDeleteReply = () =>
  useChange((r: Reply) => api.delete('/api/oa/replies/{id}', { path: { id: r.id }, revision: r.revision }))

export const useAddArticle = (connection_id: string) =>
  useChange((body: { name: string; url: string; channel_code_id: string }) =>
    api.post<Schemas['OaPlace']>('/api/oa/places', { body: { ...body, connection_id } }),
  )
export const useDeletePlace = () => useChange((id: string) => api.delete('/api/oa/places/{id}', { path: { id } }))

export const useStartJob = (id: string) =>
  useChange(
    (what: 'sync' | 'figures') =>
      what === 'sync'
        ? api.post<Schemas['Job']>('/api/oa/{id}/sync', { path: { id } })
        : api.post<Schemas['Job']>('/api/oa/{id}/figures/pull', { path: { id } }),
    ['job', 'oa'],
  )

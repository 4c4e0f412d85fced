import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Schemas } from '@/api/client'
import { usePaged } from '@/api/paged'

export type Customer = Schemas['Customer']
export type CustomerRow = Schemas['CustomerRow']
export const useCustomer = (id: string | undefined) =>
  useQuery({
    queryKey: ['customer', 'one', id],
    queryFn: ({ signal }) => api.get<Customer>('/api/customers/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
  })
export const useLosses = (query: { ended_by?: string; staff_id?: string }) =>
  usePaged<Schemas['Loss']>(['loss', 'list'], '/api/losses', query)
export const useGroups = () =>
  useQuery({
    queryKey: ['tag', 'groups'],
    queryFn: ({ signal }) => api.get<List<Schemas['TagGroup']>>('/api/tag-groups', { signal }),
  })

function useChange<Input, Output>(words: string[], run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: () => Promise.all(words.map((word) => client.invalidateQueries({ queryKey: [word] }))),
  })
}

export const useSaveRelation = () =>
  useChange(
    ['customer'],
    (p: { id: string; relationId: string; revision: number; remark: string; description: string }) =>
      api.put<unknown>('/api/customers/{id}/relations/{relation_id}', {
        path: { id: p.id, relation_id: p.relationId },
        body: { remark: p.remark, description: p.description },
        revision: p.revision,
      }),
  )
export const useSetTags = () =>
  useChange(['customer', 'tag', 'customer_rows'], ({ id, ...body }: { id: string; add: string[]; remove: string[] }) =>
    api.post<{ tags: Schemas['CustomerTag'][] }>('/api/customers/{id}/tags', { path: { id }, body }),
  )
export const useCreateGroup = () =>
  useChange(['tag'], (body: { name: string; kind: string; tags: string[] }) =>
    api.post<Schemas['TagGroup']>('/api/tag-groups', { body }),
  )
export const useSaveTagGroup = () =>
  useChange(['tag'], ({ id, revision, ...body }: { id: string; revision: number; name: string; sort: number }) =>
    api.put<Schemas['TagGroup']>('/api/tag-groups/{id}', { path: { id }, body, revision }),
  )
export const useDeleteTagGroup = () =>
  useChange(['tag', 'customer'], (g: Schemas['TagGroup']) =>
    api.delete('/api/tag-groups/{id}', { path: { id: g.id }, revision: g.revision }),
  )
export const useCreateTag = () =>
  useChange(['tag'], ({ groupId, name }: { groupId: string; name: string }) =>
    api.post<Schemas['Tag']>('/api/tag-groups/{id}/tags', { path: { id: groupId }, body: { name } }),
  )
export const useSaveTag = () =>
  useChange(
    ['tag', 'customer'],
    ({ id, revision, ...body }: { id: string; revision: number; name: string; sort: number }) =>
      api.put<Schemas['Tag']>('/api/tags/{id}', { path: { id }, body, revision }),
  )
export const useOrderTags = () =>
  useChange(['tag'], ({ id, tag_ids }: { id: string; tag_ids: string[] }) =>
    api.post<Schemas['TagGroup']>('/api/tag-groups/{id}/order', { path: { id }, body: { tag_ids } }),
  )
export const useDeleteTag = () =>
  useChange(['tag', 'customer'], (t: Schemas['Tag']) =>
    api.delete('/api/tags/{id}', { path: { id: t.id }, revision: t.revision }),
  )

type ListQuery = Record<string, string | undefined>
/** What to ask the list: for a `board`, whose question stands in the address, the people behind its
 * figure, frozen by the server. */
export async function frozenBoard({ board, ...query }: ListQuery, signal: AbortSignal): Promise<ListQuery> {
  if (!board) return query
  const asked = Object.fromEntries(new URLSearchParams(board))
  if (asked.segment) {
    const path = { id: asked.segment }
    return {
      result_id: (await api.get<{ result_id: string }>('/api/segments/{id}/people', { path, signal })).result_id,
    }
  }
  const made = await api.get<{ result_id: string; total: number }>('/api/boards/growth/result', {
    query: asked as never,
    signal,
  })
  return { result_id: made.result_id }
}

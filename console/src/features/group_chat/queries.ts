import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas } from '@/api/client'
import { usePaged } from '@/api/paged'

export type GroupRow = Schemas['GroupChatRow']
export type GroupMember = Schemas['GroupMember']

export const useGroups = (query: { q?: string; owner_staff_id?: string; state?: string }) =>
  usePaged<GroupRow>(['group_chat', 'list'], '/api/group-chats', query)

export const useGroupSummary = (days: number) =>
  useQuery({
    queryKey: ['group_chat', 'summary', days],
    queryFn: ({ signal }) => api.get<Schemas['GroupSummary']>('/api/group-chats/summary', { query: { days }, signal }),
    placeholderData: keepPreviousData,
  })

export const useGroup = (id: string, days: number) =>
  useQuery({
    queryKey: ['group_chat', 'one', id, days],
    queryFn: ({ signal }) =>
      api.get<Schemas['GroupChatView']>('/api/group-chats/{id}', { path: { id }, query: { days }, signal }),
    placeholderData: keepPreviousData,
  })

export const useGroupMembers = (id: string, query: { q?: string; state?: string }) =>
  usePaged<GroupMember>(['group_chat', 'members', id], '/api/group-chats/{id}/members', query, { id })

export const useRefreshGroup = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.post('/api/group-chats/{id}/refresh', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['group_chat'] }),
  })
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type Page, type Schemas } from '@/api/client'
import { type LiveState, useLive } from '@/api/live'
import { type Me, meKey, useCan } from '@/api/me'

const whenPolling = (state: LiveState, ms: number) => (state === 'polling' ? ms : false)

export function useNotifications(onlyUnread: boolean) {
  return useQuery({
    queryKey: ['notification', onlyUnread],
    queryFn: ({ signal }) =>
      api.get<Page<Schemas['Notification']> & { unread_count?: number }>('/api/notifications', {
        query: { unread: onlyUnread ? 1 : undefined },
        signal,
      }),
  })
}

export function useReadNotification() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string | 'all') =>
      id === 'all'
        ? api.post<void>('/api/notifications/read-all')
        : api.post<void>('/api/notifications/{id}/read', { path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['notification'] }),
  })
}

export function useActiveJobs() {
  const can = useCan()
  const state = useLive((s) => s.state)
  return useQuery({
    queryKey: ['job', 'active'],
    queryFn: ({ signal }) => api.get<Page<Schemas['Job']>>('/api/jobs', { query: { limit: 8 }, signal }),
    enabled: can('job.read'),
    refetchInterval: whenPolling(state, 2000),
  })
}

export function useCancelJob() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.post<void>('/api/jobs/{id}/cancel', { path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['job'] }),
  })
}

export function useCustomerSearch(text: string) {
  const can = useCan()
  return useQuery({
    queryKey: ['customer', 'palette', text],
    queryFn: ({ signal }) =>
      api.get<Page<Schemas['CustomerRow']>>('/api/customers', { query: { q: text, limit: 6 }, signal }),
    enabled: text.length > 0 && can('customer.read'),
    staleTime: 10_000,
  })
}

export function useSaveMe() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { display_name?: string; locale?: string }) => api.patch<Me>('/api/me', { body }),
    onSuccess: (me) => client.setQueryData(meKey, me),
  })
}

export const useChangePassword = () =>
  useMutation({
    mutationFn: (body: { old_password: string; new_password: string }) => api.post<void>('/api/me/password', { body }),
  })

export const useSignOut = () => useMutation({ mutationFn: () => api.delete('/api/sessions/current') })

/** Everything is read anew with one's own eyes. */
export const useEndView = () =>
  useMutation({ mutationFn: () => api.delete('/api/me/view-as'), onSettled: () => location.assign('/') })

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas } from '@/api/client'
import { usePaged } from '@/api/paged'

export const useJobs = (active: boolean) =>
  usePaged<Schemas['Job']>(['job', 'list'], '/api/jobs', { active: active ? 1 : undefined })

export function useJobAction() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, action }: { id: string; action: 'cancel' | 'resume' }) =>
      action === 'cancel'
        ? api.post<void>('/api/jobs/{id}/cancel', { path: { id } })
        : api.post<void>('/api/jobs/{id}/resume', { path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['job'] }),
  })
}

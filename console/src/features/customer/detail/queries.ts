import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Schemas } from '@/api/client'
import { api, type Page } from '@/api/client'
import { usePaged } from '@/api/paged'
import { allowanceKey } from '@/pickers/allowance/queries'
import { dayEnd, dayStart } from '@/ui/format'
import type { Customer } from '../queries'

export type Note = {
  id: string
  text: string
  is_pinned: boolean
  author_id: string | null
  author_name: string | null
  created_at: string
  edited_at: string | null
  may_edit: boolean
  files: { media_id: string; name: string; mime: string; kind: string; size: number; url: string }[]
  revision: number
}
export const FACTS = ['name', 'gender', 'birthday', 'phone', 'email', 'member_no', 'address', 'description'] as const
export type Fact = (typeof FACTS)[number]
/** Who changed what since one began to write; of a 412. */
export type Change = { actor: string; name: string | null; at: string; fields: string[] }

export function usePatchCustomer() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, revision, ...body }: { id: string; revision: number } & Partial<Record<Fact, string>>) =>
      api.patch<Customer>('/api/customers/{id}', { path: { id }, body, revision }),
    onSuccess: (customer) => {
      client.setQueryData(['customer', 'one', customer.id], customer)
      void client.invalidateQueries({ queryKey: ['customer', 'timeline', customer.id] })
      void client.invalidateQueries({ queryKey: ['customer_rows'] })
    },
  })
}

export const useGroupsOf = (id: string) =>
  useQuery({
    queryKey: ['group_chat', 'of', id],
    queryFn: ({ signal }) =>
      api.get<Page<Schemas['GroupOfCustomer']>>('/api/customers/{id}/group-chats', { path: { id }, signal }),
  })

export function useReveal() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; field: string; identity_id?: string }) =>
      api.post<{ value: string }>('/api/customers/{id}/reveal', { path: { id }, body }),
    onSettled: () => void client.invalidateQueries({ queryKey: allowanceKey }),
  })
}

export type TimelineFilter = { types: string[]; from?: string; to?: string; staff_id?: string }

export const useTimeline = (id: string, filter: TimelineFilter) =>
  usePaged<Schemas['Event']>(
    ['customer', 'timeline', id],
    '/api/customers/{id}/timeline',
    {
      types: filter.types.join(',') || undefined,
      from: filter.from && dayStart(filter.from),
      to: filter.to && dayEnd(filter.to),
      staff_id: filter.staff_id,
      limit: 30,
    },
    { id },
  )

/** The first hundred, pinned ones first: nobody writes more about one person. */
export const useNotes = (id: string) =>
  useQuery({
    queryKey: ['note', id],
    queryFn: ({ signal }) =>
      api.get<Page<Note>>('/api/customers/{id}/notes', { path: { id }, query: { limit: 100 }, signal }),
  })

export function useNoteChange(id: string) {
  const client = useQueryClient()
  const onSettled = () => {
    void client.invalidateQueries({ queryKey: ['note', id] })
    void client.invalidateQueries({ queryKey: ['customer', 'timeline', id] })
  }
  const write = useMutation({
    mutationFn: (body: { text: string; media_ids: string[]; is_pinned: boolean }) =>
      api.post<Note>('/api/customers/{id}/notes', { path: { id }, body }),
    onSettled,
  })
  const edit = useMutation({
    mutationFn: ({ note, ...body }: { note: Note; text?: string; media_ids?: string[]; is_pinned?: boolean }) =>
      api.patch<Note>('/api/customers/{id}/notes/{note_id}', {
        path: { id, note_id: note.id },
        revision: note.revision,
        body,
      }),
    onSettled,
  })
  const remove = useMutation({
    mutationFn: (note: Note) =>
      api.delete('/api/customers/{id}/notes/{note_id}', { path: { id, note_id: note.id }, revision: note.revision }),
    onSettled,
  })
  return { write, edit, remove }
}

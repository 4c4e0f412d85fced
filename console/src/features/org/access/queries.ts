import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Schemas } from '@/api/client'
import { meKey } from '@/api/me'
import { usePaged } from '@/api/paged'
import { endPage } from '@/ui/edit/useUnsaved'
import type { RoleShape } from './matrix'

/** A change that makes everything under `words` stale. */
function useChange<Input, Output>(words: string[], run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: () => {
      for (const word of words) void client.invalidateQueries({ queryKey: [word] })
    },
  })
}

/* ---- users ------------------------------------------------------------------ */

export const useUsers = (enabled = true) => usePaged<Schemas['User']>(['user'], '/api/users', {}, {}, enabled)

export type UserInput = {
  id?: string
  revision?: number
  name: string
  display_name: string
  role_id: string
  password?: string
  staff_id?: string | null
  is_disabled?: boolean
  locale?: string | null
  places?: Pick<Schemas['UserPlace'], 'kind' | 'place_id'>[]
}
export const useSaveUser = () =>
  useChange(['user', 'role', 'org'], ({ id, revision, ...body }: UserInput) =>
    id
      ? api.put<Schemas['User']>('/api/users/{id}', { path: { id }, body, revision })
      : api.post<Schemas['User']>('/api/users', { body }),
  )
export const useDeleteUser = () =>
  useChange(['user', 'role', 'org'], (u: Schemas['User']) =>
    api.delete('/api/users/{id}', { path: { id: u.id }, revision: u.revision }),
  )
export const useResetTotp = () =>
  useChange(['user', 'session'], (id: string) => api.delete('/api/users/{id}/totp', { path: { id } }))

/* ---- roles ------------------------------------------------------------------ */

export const useRoles = () =>
  useQuery({ queryKey: ['role'], queryFn: ({ signal }) => api.get<List<Schemas['Role']>>('/api/roles', { signal }) })
export const useRole = (id: string) =>
  useQuery({
    queryKey: ['role', id],
    queryFn: ({ signal }) => api.get<Schemas['Role']>('/api/roles/{id}', { path: { id }, signal }),
    enabled: id !== 'new',
  })
export const useHolders = (id: string) =>
  useQuery({
    queryKey: ['role', id, 'users'],
    queryFn: ({ signal }) => api.get<List<Schemas['User']>>('/api/roles/{id}/users', { path: { id }, signal }),
    enabled: id !== 'new',
  })
export const usePermissions = () =>
  useQuery({
    queryKey: ['permission'],
    queryFn: ({ signal }) => api.get<List<Schemas['Permission']>>('/api/permissions', { signal }),
    staleTime: 300_000,
  })

export type RoleInput = RoleShape & { id?: string; revision?: number; name: string }
export const useSaveRole = () =>
  useChange(['role', 'user', 'me'], ({ id, revision, ...body }: RoleInput) =>
    id
      ? api.put<Schemas['Role']>('/api/roles/{id}', { path: { id }, body, revision })
      : api.post<Schemas['Role']>('/api/roles', { body }),
  )
export const useCopyRole = () =>
  useChange(['role'], ({ id, name }: { id: string; name: string }) =>
    api.post<Schemas['Role']>('/api/roles/{id}/copy', { path: { id }, body: { name } }),
  )
export const useDeleteRole = () =>
  useChange(['role', 'user'], ({ role, moveTo }: { role: Schemas['Role']; moveTo?: string }) =>
    api.delete('/api/roles/{id}', { path: { id: role.id }, query: { move_to: moveTo }, revision: role.revision }),
  )

/* ---- seeing as another -------------------------------------------------------- */

/** Everything is read anew through another's eyes. */
export const useViewAs = () =>
  useMutation({
    mutationFn: (body: { user_id?: string; role_id?: string; staff_id?: string }) =>
      endPage(() => api.post<void>('/api/me/view-as', { body }).then(() => location.assign('/'))),
  })

/* ---- sessions ----------------------------------------------------------------- */

/** Of one user, or without an id my own. */
export const useSessions = (userId?: string) =>
  useQuery({
    queryKey: ['session', userId ?? 'me'],
    queryFn: ({ signal }) =>
      userId
        ? api.get<List<Schemas['Session']>>('/api/users/{id}/sessions', { path: { id: userId }, signal })
        : api.get<List<Schemas['Session']>>('/api/me/sessions', { signal }),
  })
export const useEndSession = (userId?: string) =>
  useChange(['session'], (id: string) =>
    api.delete(userId ? '/api/sessions/{id}' : '/api/me/sessions/{id}', { path: { id } }),
  )
export const useEndSessions = (userId?: string) =>
  useChange(['session'], () =>
    userId
      ? api.delete('/api/users/{id}/sessions', { path: { id: userId } })
      : api.post<void>('/api/me/sessions/end-others'),
  )

/* ---- security ----------------------------------------------------------------- */

export const useTotp = () =>
  useQuery({ queryKey: ['totp'], queryFn: ({ signal }) => api.get<Schemas['TotpState']>('/api/me/totp', { signal }) })
export const useEnrolTotp = () =>
  useMutation({
    mutationFn: (password?: string) => api.post<Schemas['TotpEnrolment']>('/api/me/totp/enrol', { body: { password } }),
  })
export const useConfirmTotp = () =>
  useChange(['totp', ...meKey, 'session'], (code: string) =>
    api.post<Schemas['RecoveryCodes']>('/api/me/totp/confirm', { body: { code } }),
  )
export const useRenewCodes = () =>
  useChange(['totp'], (code: string) =>
    api.post<Schemas['RecoveryCodes']>('/api/me/totp/recovery-codes', { body: { code } }),
  )
export const useDisableTotp = () =>
  useChange(['totp', ...meKey], (body: { password?: string; code: string }) =>
    api.post<void>('/api/me/totp/disable', { body }),
  )
export const useSecurity = () =>
  useQuery({
    queryKey: ['security'],
    queryFn: ({ signal }) => api.get<Schemas['Security']>('/api/security', { signal }),
  })
export const useSaveSecurity = () =>
  useChange(['security', 'totp'], (s: Pick<Schemas['Security'], 'is_totp_required' | 'addresses' | 'revision'>) =>
    api.put<Schemas['Security']>('/api/security', {
      body: { is_totp_required: s.is_totp_required, addresses: s.addresses },
      revision: s.revision,
    }),
  )

/* ---- keys and audit ------------------------------------------------------------- */

export const useApiKeys = () => usePaged<Schemas['ApiKey']>(['api_key'], '/api/api-keys')
export const useCreateApiKey = () =>
  useChange(['api_key'], (body: { name: string; scopes: string[]; expires_at: string | null; addresses: string[] }) =>
    api.post<Schemas['ApiKey']>('/api/api-keys', { body }),
  )
export const useDeleteApiKey = () =>
  useChange(['api_key'], (id: string) => api.delete('/api/api-keys/{id}', { path: { id } }))
export type AuditFilter = Partial<Record<'q' | 'user_id' | 'action' | 'object' | 'outcome' | 'from' | 'to', string>>
export const useAudit = (filter: AuditFilter) => usePaged<Schemas['AuditLine']>(['audit'], '/api/audit', filter)
/** Walks the whole chain, so only when somebody asks. */
export const useVerifyAudit = () =>
  useQuery({
    queryKey: ['audit', 'verify'],
    queryFn: ({ signal }) => api.get<Schemas['AuditVerdict']>('/api/audit/verify', { signal }),
    enabled: false,
    gcTime: 0,
  })

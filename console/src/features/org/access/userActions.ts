import type { Schemas } from '@/api/client'

type User = Pick<Schemas['User'], 'is_disabled' | 'is_shut_out' | 'has_totp'>
export type UserAction = 'sessions' | 'view' | 'totp' | 'enable' | 'disable' | 'disable_here' | 'delete'

/** Whom the platform disabled comes back with his member, unless he is disabled here too; only the platform enables him. */
function onOff(user: User): UserAction {
  if (user.is_shut_out) return 'disable_here'
  return user.is_disabled ? 'enable' : 'disable'
}

/** What may be done with a user beside editing him, in the order of the menu. */
export function userActions(user: User, is: { me: boolean; writable: boolean; viewable: boolean }): UserAction[] {
  const all: [UserAction, boolean][] = [
    ['sessions', is.writable],
    ['view', is.viewable && !is.me && !user.is_disabled],
    ['totp', is.writable && user.has_totp && !is.me],
    [onOff(user), is.writable && !is.me],
    ['delete', is.writable && !is.me],
  ]
  return all.filter(([, holds]) => holds).map(([action]) => action)
}

/** What a change of something else says of it: the platform's word stays the platform's, saying it here would make it ours. */
export const disabledAsItIs = (user: Partial<User>) => (user.is_shut_out ? undefined : (user.is_disabled ?? false))

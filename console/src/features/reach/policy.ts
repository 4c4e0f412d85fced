import type { Policy, PolicyInput } from './queries'

export const SCOPES = ['code', 'slot', 'staff', 'department', 'default'] as const

/** First the narrower scope, as the server chooses. */
export const byPriority = (policies: Policy[]): Policy[] =>
  policies.toSorted((a, b) => SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) || a.name.localeCompare(b.name))

/** Scopes a person may choose here; the welcome of a channel code is written with the code. */
export const OPEN_SCOPES = ['slot', 'staff', 'department', 'default'] as const

/** A code that leaves its welcome to the policies has an empty one of its own: nothing to show. */
export const isShown = (p: Policy): boolean =>
  p.scope !== 'code' || Boolean(p.message.text) || p.message.attachments.length > 0

/** Only what the scope uses is sent. */
export const policyBody = (p: Partial<Policy>): Omit<PolicyInput, 'id' | 'revision'> => ({
  name: p.name ?? '',
  scope: p.scope,
  staff_ids: p.scope === 'staff' ? (p.staff_ids ?? []) : [],
  department_ids: p.scope === 'department' ? (p.department_ids ?? []) : [],
  windows: p.windows ?? [],
  message: p.message,
  is_enabled: p.is_enabled ?? true,
})

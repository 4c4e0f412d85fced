import type { Policy, PolicyInput } from './queries'

export const SCOPES = ['code', 'slot', 'staff', 'department', 'default'] as const

/** First the narrower scope, as the server chooses. */
export const byPriority = (policies: Policy[]): Policy[] =>
  policies.toSorted((a, b) => SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) || a.name.localeCompare(b.name))

/** Only what the scope uses is sent. */
export const policyBody = (p: Partial<Policy>): Omit<PolicyInput, 'id' | 'revision'> => ({
  name: p.name ?? '',
  scope: p.scope,
  code_id: p.scope === 'code' ? (p.code_id ?? null) : null,
  staff_ids: p.scope === 'staff' ? (p.staff_ids ?? []) : [],
  department_ids: p.scope === 'department' ? (p.department_ids ?? []) : [],
  windows: p.windows ?? [],
  message: p.message,
  is_enabled: p.is_enabled ?? true,
})

// Roles as a matrix: permissions by module and noun, what a click means, and how two roles differ.
// The rules are the server's; here they only guide.
import type { Schemas } from '@/api/client'

export type Permission = Schemas['Permission']
export type Masks = Schemas['Masks']
export type Scope = Schemas['Scope']
export type MaskLevel = Schemas['MaskLevel']
export type RoleShape = { permissions: string[]; scope: Scope; masks: Masks; landing: string }

export const SCOPES: Scope[] = ['all', 'region', 'store', 'subtree', 'department', 'self']
export const MASK_FIELDS: (keyof Masks)[] = ['phone', 'email', 'address', 'birthday', 'remark', 'id_number']
export const MASK_LEVELS: MaskLevel[] = ['clear', 'masked', 'hidden']
export const NEW_ROLE: RoleShape = {
  landing: '/',
  permissions: [],
  scope: 'self',
  masks: {
    phone: 'masked',
    email: 'masked',
    address: 'masked',
    birthday: 'masked',
    remark: 'masked',
    id_number: 'masked',
  },
}

/** Modules of the menu, and the nouns of the permissions that belong to them. */
const MODULES = {
  customer: ['customer', 'tag', 'group_chat', 'order', 'product'],
  acquire: ['channel_code'],
  reach: ['welcome', 'content', 'oa'],
  insight: ['board'],
  org: ['org', 'user', 'role', 'security', 'api_key', 'audit'],
} as const
export type Module = keyof typeof MODULES | 'system'
export type MatrixRow = { noun: string; read?: Permission; write?: Permission; others: Permission[] }
export type MatrixGroup = { module: Module; rows: MatrixRow[] }

const moduleOf = (noun: string): Module =>
  (Object.keys(MODULES) as (keyof typeof MODULES)[]).find((m) => (MODULES[m] as readonly string[]).includes(noun)) ??
  'system'

/** The rows by module, in the order of the menu; a noun nobody has placed is of the system. */
export function matrixOf(all: Permission[]): MatrixGroup[] {
  const rows = new Map<string, MatrixRow>()
  for (const p of all) {
    const [noun = '', verb = ''] = p.word.split('.')
    const row = rows.get(noun) ?? { noun, others: [] }
    rows.set(noun, row)
    if (verb === 'read') row.read = p
    else if (verb === 'write') row.write = p
    else row.others.push(p)
  }
  return [...(Object.keys(MODULES) as Module[]), 'system' as const]
    .map((module) => ({ module, rows: [...rows.values()].filter((r) => moduleOf(r.noun) === module) }))
    .filter((group) => group.rows.length > 0)
}

/** Turns a permission on or off: who may change must be able to see, and who cannot see has
 * nothing to change. */
export function toggled(permissions: string[], word: string, on: boolean, all: Permission[]): string[] {
  const [noun] = word.split('.')
  const read = `${noun}.read`
  const next = new Set(permissions)
  if (on) {
    next.add(word)
    if (all.some((p) => p.word === read)) next.add(read)
  } else {
    next.delete(word)
    if (word === read) for (const p of all) if (p.word.startsWith(`${noun}.`)) next.delete(p.word)
  }
  return all.map((p) => p.word).filter((w) => next.has(w))
}

/** What a role loses that does not see everything: permissions on the whole brand. */
export const fittingScope = (permissions: string[], scope: Scope, all: Permission[]): string[] =>
  scope === 'all' ? permissions : permissions.filter((w) => !all.find((p) => p.word === w)?.needs_all)

export type Difference = {
  added: string[]
  removed: string[]
  scope: { from: Scope; to: Scope } | null
  masks: { field: keyof Masks; from: MaskLevel; to: MaskLevel }[]
}

/** What `role` has more, less, or otherwise than `base`. */
export function differenceOf(base: RoleShape, role: RoleShape): Difference {
  return {
    added: role.permissions.filter((w) => !base.permissions.includes(w)),
    removed: base.permissions.filter((w) => !role.permissions.includes(w)),
    scope: base.scope === role.scope ? null : { from: base.scope, to: role.scope },
    masks: MASK_FIELDS.filter((f) => base.masks[f] !== role.masks[f]).map((field) => ({
      field,
      from: base.masks[field],
      to: role.masks[field],
    })),
  }
}

export const isSame = (d: Difference): boolean =>
  d.added.length === 0 && d.removed.length === 0 && d.scope === null && d.masks.length === 0

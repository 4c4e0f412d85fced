import type { Schemas } from '@/api/client'
import { useEdited } from '@/ui/edit/useEdited'
import { type Difference, differenceOf, isSame, NEW_ROLE, type RoleShape } from '../matrix'

type Role = Schemas['Role']
type Draft = { name: string; shape: RoleShape }
type FromTo = { from: string; to: string } | null
/** What somebody else has saved since this change was begun, and how what is here differs from it. */
export type TheirRole = { role: Role; name: FromTo; landing: FromTo; difference: Difference }

const shapeOf = ({ permissions, scope, masks, landing }: RoleShape): RoleShape => ({
  permissions: [...permissions].sort(),
  scope,
  masks,
  landing,
})
const draftOf = (role: Role): Draft => ({ name: role.name, shape: shapeOf(role) })
const NEW: Draft = { name: '', shape: shapeOf(NEW_ROLE) }
const fromTo = (from: string, to: string): FromTo => (from === to ? null : { from, to })

/** How a draft differs from a role; null when it does not. */
export function differsFrom(role: Role, draft: Draft): TheirRole | null {
  const found = {
    role,
    name: fromTo(role.name, draft.name.trim()),
    landing: fromTo(role.landing, draft.shape.landing),
    difference: differenceOf(role, draft.shape),
  }
  return found.name || found.landing || !isSame(found.difference) ? found : null
}

/** A role being changed, or a new one. */
export function useRoleDraft(role: Role | undefined, isSaving: boolean) {
  const { draft = NEW, ...edited } = useEdited(role, { draftOf, differenceOf: differsFrom, fresh: NEW, isSaving })
  return {
    ...edited,
    draft,
    name: draft.name,
    shape: draft.shape,
    setName: (name: string) => edited.change((now) => ({ ...now, name })),
    change: (patch: Partial<RoleShape>) =>
      edited.change((now) => ({ ...now, shape: shapeOf({ ...now.shape, ...patch }) })),
  }
}

import { useState } from 'react'
import type { Schemas } from '@/api/client'
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
const draftOf = (role: Role | undefined): Draft => ({ name: role?.name ?? '', shape: shapeOf(role ?? NEW_ROLE) })
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

/** A role being changed.  What others save meanwhile is followed while nothing is changed here; else it is shown, and
 * nothing of either is lost before one decides. */
export function useRoleDraft(role: Role | undefined, isSaving: boolean) {
  const [began, setBegan] = useState(role)
  const [draft, setDraft] = useState(() => draftOf(role))
  const take = (from: Role | undefined) => {
    setBegan(from)
    setDraft(draftOf(from))
  }
  const isChanged = !began || differsFrom(began, draft) !== null
  const isLate = role !== undefined && began !== undefined && role.revision > began.revision
  const difference = isLate && isChanged ? differsFrom(role, draft) : null
  // Nothing of one's own is at stake, or both want the same. What is being saved may have come back already.
  if (isLate && !difference && !isSaving) take(role)
  return {
    draft,
    name: draft.name,
    shape: draft.shape,
    revision: began?.revision,
    isChanged,
    theirs: isSaving ? null : difference,
    take,
    /** It was saved; what was changed since `sent` stays and is still to be saved. */
    saved: (answer: Role, sent: Draft) => {
      setBegan(answer)
      setDraft((now) => (now === sent ? draftOf(answer) : now))
    },
    /** What is here stands; the next save is on top of theirs. */
    keep: () => setBegan(role),
    setName: (name: string) => setDraft((d) => ({ ...d, name })),
    change: (patch: Partial<RoleShape>) => setDraft((d) => ({ ...d, shape: shapeOf({ ...d.shape, ...patch }) })),
  }
}

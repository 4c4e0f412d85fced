import { useEdited } from '@/ui/edit/useEdited'
import type { Policy } from './queries'

export type Kind = Policy['kinds'][number]
type Draft = Pick<Policy, 'kinds' | 'likeness'>
/** From one policy to another: how alike two must be, and what is done with each kind of identity. */
export type PolicyDifference = {
  likeness: { from: Policy['likeness']; to: Policy['likeness'] } | null
  acts: { kind: string; of: 'verified' | 'said'; from: Kind['verified']; to: Kind['verified'] }[]
}

const draftOf = ({ kinds, likeness }: Policy): Draft => ({ kinds, likeness })

/** How a draft differs from a policy; null when it does not. */
export function differenceOf(policy: Draft, draft: Draft): PolicyDifference | null {
  const likeness = policy.likeness === draft.likeness ? null : { from: policy.likeness, to: draft.likeness }
  const acts = draft.kinds.flatMap((to) => {
    const from = policy.kinds.find((k) => k.kind === to.kind)
    return (['verified', 'said'] as const).flatMap((of) =>
      from && from[of] !== to[of] ? [{ kind: to.kind, of, from: from[of], to: to[of] }] : [],
    )
  })
  return likeness || acts.length > 0 ? { likeness, acts } : null
}

/** The policy being changed. */
export const usePolicyDraft = (policy: Policy, isSaving: boolean) =>
  useEdited(policy, { draftOf, differenceOf, isSaving })

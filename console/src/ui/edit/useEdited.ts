import { useRef, useState } from 'react'

type Revised = { revision: number }
type Steps<T, D> = { began: T | undefined; before: D[]; now: D; after: D[] }

/** How a thing is edited: what of it is changed, and how a draft differs from it, null when it does not.  `fresh` is
 * what a new one begins with. */
type How<T, D, X> = {
  draftOf: (thing: T) => D
  differenceOf: (thing: T, draft: D) => X | null
  fresh?: D
  isEditing?: boolean
  isSaving: boolean
}

/** A thing being changed, with the steps before it and those taken back.  What others save meanwhile is followed while
 * nothing is changed here; else it is shown, and nothing of either is lost before one decides. */
export function useEdited<T extends Revised, D, X>(thing: T | undefined, how: How<T, D, X>) {
  const { draftOf, differenceOf, fresh, isEditing = true, isSaving } = how
  const [kept, setSteps] = useState<Steps<T, D> | null>(null)
  const draft = thing ? draftOf(thing) : fresh
  const begin = (began: T | undefined, now: D): Steps<T, D> => ({ began, before: [], now, after: [] })
  const steps = isEditing && draft !== undefined ? (kept ?? begin(thing, draft)) : null
  const began = steps?.began
  const isChanged = steps !== null && (!began || differenceOf(began, steps.now) !== null)
  const isLate = thing !== undefined && began !== undefined && thing.revision > began.revision
  const difference = isLate && isChanged ? differenceOf(thing, steps.now) : null
  // Nothing of one's own is at stake, or both want the same. What is being saved may have come back already.
  if (isLate && !difference && !isSaving) setSteps(begin(thing, draftOf(thing)))
  // What it was begun on still stands, with a later revision: something else of the thing has moved.
  else if (steps && isLate && !isSaving && differenceOf(thing, draftOf(began)) === null)
    setSteps({ ...steps, began: thing })
  const latest = useRef(steps)
  latest.current = steps
  const step = (change: (s: Steps<T, D>) => Steps<T, D>) =>
    setSteps((s) => (s || draft !== undefined ? change(s ?? begin(thing, draft!)) : s))
  return {
    draft: steps?.now ?? draft,
    revision: began?.revision ?? thing?.revision,
    isChanged,
    canUndo: steps !== null && steps.before.length > 0,
    canRedo: steps !== null && steps.after.length > 0,
    /** How what is here differs from what somebody else has saved since this change was begun. */
    theirs: isSaving ? null : difference,
    change: (to: (now: D) => D) => step((s) => ({ ...s, before: [...s.before, s.now], now: to(s.now), after: [] })),
    undo: () =>
      step((s) =>
        s.before.length > 0
          ? { ...s, before: s.before.slice(0, -1), now: s.before.at(-1)!, after: [...s.after, s.now] }
          : s,
      ),
    redo: () =>
      step((s) =>
        s.after.length > 0
          ? { ...s, before: [...s.before, s.now], now: s.after.at(-1)!, after: s.after.slice(0, -1) }
          : s,
      ),
    /** What is here stands; the next save is on top of theirs. */
    keep: () => step((s) => ({ ...s, began: thing })),
    /** It was saved; false when more was changed since `sent`, which is still to be saved. */
    saved: (answer: T, sent: D): boolean => {
      const isAll = latest.current?.now === sent
      setSteps((s) => (s && !isAll ? { ...s, began: answer } : begin(answer, draftOf(answer))))
      return isAll
    },
    /** What is here is dropped: what is stored is shown. */
    clear: () => setSteps(null),
  }
}

import { useRef, useState } from 'react'
import { type Board, type BoardDraft, draftOf } from '@/answers/tile/queries'
import { type BoardDifference, differenceOf } from './difference'

type Steps = { began: Board; before: BoardDraft[]; now: BoardDraft; after: BoardDraft[] }
/** What somebody else has saved since this change was begun, and how what is here differs from it. */
export type TheirBoard = { board: Board; difference: BoardDifference }

const stepsOn = (board: Board): Steps => ({ began: board, before: [], now: draftOf(board), after: [] })

/** A board being changed, with the steps before it and those taken back.  What others save meanwhile is followed while
 * nothing is changed here; else it is shown, and nothing of either is lost before one decides. */
export function useDraftOf(board: Board | undefined, isEditing: boolean, isSaving: boolean) {
  const [kept, setSteps] = useState<Steps | null>(null)
  const steps = isEditing && board ? (kept ?? stepsOn(board)) : null
  const isChanged = steps !== null && differenceOf(steps.began, steps.now) !== null
  const isLate = steps !== null && board !== undefined && board.revision > steps.began.revision
  const difference = isLate && isChanged ? differenceOf(board, steps.now) : null
  // Nothing of one's own is at stake, or both want the same. What is being saved may have come back already.
  if (isLate && !difference && !isSaving) setSteps(stepsOn(board))
  const latest = useRef(steps)
  latest.current = steps
  const step = (change: (s: Steps) => Steps) => setSteps((s) => (s || board ? change(s ?? stepsOn(board!)) : s))
  return {
    draft: steps?.now ?? (board && draftOf(board)),
    revision: steps?.began.revision ?? board?.revision,
    isChanged,
    canUndo: steps !== null && steps.before.length > 0,
    canRedo: steps !== null && steps.after.length > 0,
    theirs: board && difference && !isSaving ? ({ board, difference } satisfies TheirBoard) : null,
    change: (patch: Partial<BoardDraft>) =>
      step((s) => ({ ...s, before: [...s.before, s.now], now: { ...s.now, ...patch }, after: [] })),
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
    keep: () => board && step((s) => ({ ...s, began: board })),
    /** It was saved; false when more was changed since `sent`, which is still to be saved. */
    saved: (answer: Board, sent: BoardDraft): boolean => {
      const isAll = latest.current?.now === sent
      setSteps((s) => (s && !isAll ? { ...s, began: answer } : null))
      return isAll
    },
    /** What is here is dropped. */
    clear: () => setSteps(null),
  }
}

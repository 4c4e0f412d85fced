import { useState } from 'react'
import { type Board, type BoardDraft, draftOf } from '@/answers/tile/queries'

type Steps = { before: BoardDraft[]; now: BoardDraft | null; after: BoardDraft[] }
const NONE: Steps = { before: [], now: null, after: [] }

/** What is being changed, with the steps before it and those taken back. */
export function useDraftOf(board: Board | undefined, isEditing: boolean) {
  const [steps, setSteps] = useState(NONE)
  const known = board && draftOf(board)
  const draft = isEditing ? (steps.now ?? known) : known
  return {
    draft,
    isChanged: steps.before.length > 0,
    canRedo: steps.after.length > 0,
    change: (patch: Partial<BoardDraft>) =>
      draft &&
      setSteps((s) => ({ before: [...s.before, s.now ?? draft], now: { ...(s.now ?? draft), ...patch }, after: [] })),
    undo: () =>
      setSteps((s) =>
        s.now && s.before.length > 0
          ? { before: s.before.slice(0, -1), now: s.before.at(-1)!, after: [...s.after, s.now] }
          : s,
      ),
    redo: () =>
      setSteps((s) =>
        s.now && s.after.length > 0
          ? { before: [...s.before, s.now], now: s.after.at(-1)!, after: s.after.slice(0, -1) }
          : s,
      ),
    clear: () => setSteps(NONE),
  }
}

import { useState } from 'react'
import { type Board, type BoardDraft, draftOf } from '@/answers/tile/queries'

/** What is being changed, with the steps before it. */
export function useDraftOf(board: Board | undefined, isEditing: boolean) {
  const [steps, setSteps] = useState<BoardDraft[]>([])
  const known = board && draftOf(board)
  const draft = isEditing ? (steps.at(-1) ?? known) : known
  return {
    draft,
    isChanged: steps.length > 0,
    change: (patch: Partial<BoardDraft>) => draft && setSteps([...steps, { ...draft, ...patch }]),
    undo: () => setSteps(steps.slice(0, -1)),
    clear: () => setSteps([]),
  }
}

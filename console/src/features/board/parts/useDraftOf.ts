import { type Board, type BoardDraft, draftOf } from '@/answers/tile/queries'
import { useEdited } from '@/ui/edit/useEdited'
import { type BoardDifference, differenceOf } from './difference'

/** What somebody else has saved since this change was begun, and how what is here differs from it. */
export type TheirBoard = { board: Board; difference: BoardDifference }

const theirsOf = (board: Board, draft: BoardDraft): TheirBoard | null => {
  const difference = differenceOf(board, draft)
  return difference && { board, difference }
}

/** A board being changed. */
export function useDraftOf(board: Board | undefined, isEditing: boolean, isSaving: boolean) {
  const edited = useEdited(board, { draftOf, differenceOf: theirsOf, isEditing, isSaving })
  return { ...edited, change: (patch: Partial<BoardDraft>) => edited.change((now) => ({ ...now, ...patch })) }
}

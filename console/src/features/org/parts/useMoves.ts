import { useTranslation } from 'react-i18next'
import { useFail, useUndoToast } from '@/ui/Feedback'
import { useMove } from '../queries'
import { type Place, placeOf, type TreeNode } from '../tree'

/** Moves a node at once and says so with a way back; what the server refuses returns by itself. */
export function useMoves(nodes: TreeNode[]): (node: TreeNode, place: Place) => void {
  const { t } = useTranslation()
  const fail = useFail()
  const undo = useUndoToast()
  const run = useMove()
  return (node, place) => {
    const back = placeOf(nodes, node)
    if (back.parent_id === place.parent_id && back.before_id === place.before_id) return
    run.mutate(
      { node, place },
      {
        onError: fail,
        onSuccess: () =>
          undo(t('org.moved', { name: node.name }), () => run.mutate({ node, place: back }, { onError: fail })),
      },
    )
  }
}

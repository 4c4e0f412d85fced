import { Modal, Select, TreeSelect } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findNode, isInside, keyOf, type Place, placeOf, type TreeNode } from '../tree'

const TOP = 'top'
type Choice = { value: string; title: string; children: Choice[]; disabled?: boolean }

/** Regions to choose from; what lies inside the moved one cannot be chosen. */
const choices = (nodes: TreeNode[], moved: TreeNode): Choice[] =>
  nodes
    .filter((n) => n.kind === 'region')
    .map((n) => ({
      value: n.id,
      title: n.name,
      disabled: isInside(moved, n.key),
      children: choices(n.children, moved),
    }))

/** The move of a drag, by keyboard: into which region, and before which sibling. */
export function MoveDialog(props: {
  node: TreeNode
  nodes: TreeNode[]
  onClose: () => void
  onMove: (place: Place) => void
}) {
  const { t } = useTranslation()
  const { node, nodes } = props
  const now = placeOf(nodes, node)
  const [parent, setParent] = useState(now.parent_id ?? TOP)
  const [before, setBefore] = useState<string | null>(now.before_id)
  const tree = useMemo(
    () => [{ value: TOP, title: t('org.topLevel'), children: choices(nodes, node) }],
    [nodes, node, t],
  )
  const siblings = (parent === TOP ? nodes : (findNode(nodes, keyOf('region', parent))?.node.children ?? [])).filter(
    (n) => n.kind === node.kind && n.key !== node.key,
  )
  return (
    <Modal
      open
      title={t('org.moveTitle', { name: node.name })}
      okText={t('org.move')}
      onCancel={props.onClose}
      onOk={() => {
        props.onMove({ parent_id: parent === TOP ? null : parent, before_id: before })
        props.onClose()
      }}
    >
      <div className="stack">
        <label className="stack tight">
          {t('org.moveInto')}
          <TreeSelect
            aria-label={t('org.moveInto')}
            value={parent}
            onChange={(value) => {
              setParent(value)
              setBefore(null)
            }}
            treeData={tree}
            treeDefaultExpandAll
            showSearch={{ treeNodeFilterProp: 'title' }}
            style={{ width: '100%' }}
          />
        </label>
        <label className="stack tight">
          {t('org.movePosition')}
          <Select
            aria-label={t('org.movePosition')}
            value={before ?? ''}
            onChange={(value) => setBefore(value || null)}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              ...siblings.map((n) => ({ value: n.id, label: t('org.moveBefore', { name: n.name }) })),
              { value: '', label: t('org.moveLast') },
            ]}
            style={{ width: '100%' }}
          />
        </label>
      </div>
    </Modal>
  )
}

import { CaretDownOutlined, CaretRightOutlined, FolderOutlined, ShopOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { Badge } from '@/ui/Page'
import { usePrefs } from '@/ui/prefs'
import { dropPlace, isInside, type Place, type Row, type TreeNode, type Zone } from '../tree'

type Props = {
  rows: Row[]
  nodes: TreeNode[]
  selected?: string
  movable: boolean
  onSelect: (node: TreeNode) => void
  onFold: (node: TreeNode, open: boolean) => void
  onMove: (node: TreeNode, place: Place) => void
  onNudge: (node: TreeNode, step: 1 | -1) => void
  onMoveDialog: (node: TreeNode) => void
  /** A region was let go over what lies inside it. */
  onIntoItself: () => void
}

const isBelow = (dragged: TreeNode, over: TreeNode) => dragged.key !== over.key && isInside(dragged, over.key)

const zoneOf = (e: DragEvent, node: TreeNode): Zone => {
  const box = e.currentTarget.getBoundingClientRect()
  const part = (e.clientY - box.top) / box.height
  if (node.kind === 'region' && part > 0.25 && part < 0.75) return 'into'
  return part < 0.5 ? 'before' : 'after'
}

/** The tree, only the rows in sight in the document. Arrows move and fold, Enter opens, Alt with an
 * arrow moves a node among its siblings, M asks where to. */
export function TreeGrid(props: Props) {
  const { t } = useTranslation()
  const lang = useLang()
  const { density } = usePrefs()
  const height = density === 'compact' ? 34 : 42
  const box = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<TreeNode | null>(null)
  const [over, setOver] = useState<{ key: string; zone: Zone } | null>(null)
  const { rows, nodes, selected } = props
  const [cursor, setCursor] = useState(selected)
  const at = Math.max(
    0,
    rows.findIndex((r) => r.node.key === cursor),
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 10,
    initialRect: { width: 800, height: 600 },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows must be measured again when their height changes
  useEffect(() => virtual.measure(), [virtual, height])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when something else is chosen, not when rows change
  useEffect(() => {
    setCursor(selected)
    const index = rows.findIndex((r) => r.node.key === selected)
    if (index >= 0) virtual.scrollToIndex(index)
  }, [selected])

  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (!row) return
    setCursor(row.node.key)
    virtual.scrollToIndex(rows.indexOf(row))
  }
  const onKey = (e: KeyboardEvent) => {
    const row = rows[at]
    if (!row || e.nativeEvent.isComposing || e.target !== e.currentTarget) return
    const { node, isLeaf, isOpen } = row
    if (e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown'))
      props.movable && props.onNudge(node, e.key === 'ArrowUp' ? -1 : 1)
    else if (e.key === 'ArrowDown') go(at + 1)
    else if (e.key === 'ArrowUp') go(at - 1)
    else if (e.key === 'Home') go(0)
    else if (e.key === 'End') go(rows.length - 1)
    else if (e.key === 'ArrowRight') isLeaf || isOpen ? go(at + 1) : props.onFold(node, true)
    else if (e.key === 'ArrowLeft') {
      if (!isLeaf && isOpen) props.onFold(node, false)
      else go(rows.findLastIndex((r, i) => i < at && r.depth < row.depth))
    } else if (e.key === 'Enter' || e.key === ' ') props.onSelect(node)
    else if (e.key.toLowerCase() === 'm' && !e.ctrlKey && !e.metaKey) props.movable && props.onMoveDialog(node)
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  const drop = (target: TreeNode) => {
    const place = dragged && over?.key === target.key && dropPlace(nodes, dragged, target, over.zone)
    if (dragged && place) props.onMove(dragged, place)
    else if (dragged && isBelow(dragged, target)) props.onIntoItself()
    setDragged(null)
    setOver(null)
  }
  const dragOver = (node: TreeNode) => (e: DragEvent) => {
    if (!dragged) return
    const zone = zoneOf(e, node)
    const isRefused = isBelow(dragged, node)
    // What is refused may be let go all the same: then it is said why.
    if (isRefused) e.preventDefault()
    if (isRefused || !dropPlace(nodes, dragged, node, zone)) return setOver(null)
    e.preventDefault()
    if (over?.key !== node.key || over.zone !== zone) setOver({ key: node.key, zone })
  }
  return (
    <div
      ref={box}
      className="org-tree"
      role="tree"
      tabIndex={0}
      aria-label={t('nav.stores')}
      aria-activedescendant={rows.length > 0 ? `tree-row-${at}` : undefined}
      onKeyDown={onKey}
    >
      <div role="none" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const { node, depth, isLeaf, isOpen } = rows[item.index]!
          const zone = over?.key === node.key ? over.zone : undefined
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree itself listens to keys
            <div
              key={node.key}
              id={`tree-row-${item.index}`}
              role="treeitem"
              tabIndex={-1}
              aria-level={depth + 1}
              aria-expanded={isLeaf ? undefined : isOpen}
              aria-selected={node.key === selected}
              draggable={props.movable}
              onDragStart={(e) => {
                e.dataTransfer.effectAllowed = 'move'
                e.dataTransfer.setData('text/plain', node.name)
                setDragged(node)
              }}
              onDragOver={dragOver(node)}
              onDragEnd={() => {
                setDragged(null)
                setOver(null)
              }}
              onDrop={(e) => {
                e.preventDefault()
                drop(node)
              }}
              onClick={() => props.onSelect(node)}
              className={`org-row ${item.index === at ? 'at' : ''} ${node.key === selected ? 'open' : ''} ${zone ?? ''} ${dragged?.key === node.key ? 'dragged' : ''}`}
              style={{ height, transform: `translateY(${item.start}px)`, paddingLeft: 8 + depth * 20 }}
            >
              <span className="org-fold" aria-hidden>
                {!isLeaf && (
                  // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard folds with the arrows
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the same
                  <span
                    className="org-caret"
                    onClick={(e) => {
                      e.stopPropagation()
                      props.onFold(node, !isOpen)
                    }}
                  >
                    {isOpen ? <CaretDownOutlined /> : <CaretRightOutlined />}
                  </span>
                )}
              </span>
              <span className="muted" aria-hidden>
                {node.kind === 'region' ? <FolderOutlined /> : <ShopOutlined />}
              </span>
              <span className="ellipsis">{node.name}</span>
              {node.code && <span className="muted mono ellipsis">{node.code}</span>}
              {!node.isOpen && <Badge tone="off">{t('org.isClosed')}</Badge>}
              <span className="grow" />
              {node.kind === 'region' && <Count n={node.stores} unit={t('org.unitStores')} lang={lang} />}
              <Count n={node.staff} unit={t('org.unitStaff')} lang={lang} />
              <Count n={node.customers} unit={t('org.unitCustomers')} lang={lang} wide />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Count({ n, unit, lang, wide }: { n: number; unit: string; lang: string; wide?: boolean }) {
  return (
    <span className={`org-count num ${wide ? 'wide' : ''} ${n === 0 ? 'muted' : ''}`}>
      {int(n, lang)} <small className="muted">{unit}</small>
    </span>
  )
}

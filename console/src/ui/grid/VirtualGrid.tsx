import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePrefs } from '../prefs'
import { isPlainClick } from '../url'
import { GridHead } from './GridHead'
import { GridRow } from './GridRow'
import { useTrack } from './useTrack'

export type Column<T> = {
  key: string
  title: string
  /** In pixels. */
  width: number
  align?: 'right'
  /** The pixels a row's cell needs to be shown whole, at most. A cell that may have to cut off costs the browser a
   * clip of its own to think of, in every frame that is scrolled. */
  needs?: (row: T) => number
  sortable?: boolean
  render: (row: T) => ReactNode
}
export type GridSort = { key: string; desc: boolean }
/** How rows are chosen: by box, Space, Shift with click or arrows, Ctrl+A, Esc. */
export type Picking = {
  has: (key: string) => boolean
  head: 'none' | 'some' | 'all'
  onToggle: (key: string) => void
  /** All rows from one index to another take the state the first of them has. */
  onRange: (from: number, to: number) => void
  onAll: (on: boolean) => void
}

type Props<T> = {
  label: string
  columns: Column<T>[]
  /** All rows there are, loaded or not. */
  count: number
  /** The row at an index, or undefined while it is not loaded. */
  rowAt: (index: number) => T | undefined
  rowKey: (row: T) => string
  rowName?: (row: T) => string
  /** Called with the visible range; ask for what is missing. */
  onRange: (first: number, last: number) => void
  onOpen: (row: T, newPage: boolean) => void
  /** The row shown beside the grid. */
  openKey?: string
  /** Rows that have just come; shown for a moment. */
  fresh?: ReadonlySet<string>
  /** The row at an index is brought into sight when it changes. */
  at?: number
  picking?: Picking
  sort?: GridSort
  onSort?: (key: string) => void
  onWidth?: (key: string, width: number, done: boolean) => void
  rowHeight?: number
  isBusy?: boolean
}

const HEAD_HEIGHT = 38
const PICK_WIDTH = 40

/** The rows drawn. While the grid moves, each stays at its place in the document and only what it tells changes; at
 * rest they stand there in the order in which they are read. */
function drawn(first: number, last: number, isMoving: boolean): number[] {
  const count = Math.max(0, last - first + 1)
  const order = Array.from({ length: count }, (_, i) => first + i)
  return isMoving ? order.toSorted((a, b) => (a % count) - (b % count)) : order
}

/** A table of any length: only the rows in sight are in the document. Arrows, PgUp/PgDn,
 * Home/End move, Enter opens, Ctrl+Enter or Ctrl+click opens the full page. */
export function VirtualGrid<T>(props: Props<T>) {
  const { t } = useTranslation()
  const { density } = usePrefs()
  const rowHeight = props.rowHeight ?? (density === 'compact' ? 36 : 48)
  const { columns, count, picking, rowAt, rowKey, rowName, onRange } = props
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const anchor = useRef(0)
  const track = useTrack(box, count, rowHeight, HEAD_HEIGHT)
  const { first, last, show } = track
  useEffect(() => {
    if (count > 0) onRange(first, last)
  }, [count, first, last, onRange])
  const wanted = props.at
  useEffect(() => {
    if (wanted === undefined) return
    setAt(wanted)
    show(wanted)
  }, [wanted, show])

  const move = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(count - 1, to))
    setAt(next)
    show(next)
    if (extend) picking?.onRange(anchor.current, next)
    else anchor.current = next
  }
  const open = (index: number, newPage: boolean) => {
    const row = rowAt(index)
    if (row) props.onOpen(row, newPage)
  }
  const pick = (index: number, shift: boolean) => {
    const row = rowAt(index)
    if (shift && index !== anchor.current) picking?.onRange(anchor.current, index)
    else if (row) picking?.onToggle(rowKey(row))
    if (!shift) anchor.current = index
    setAt(index)
    // A row's place in the document is given to another row when it leaves the sight: keys belong to the grid.
    box.current?.focus({ preventScroll: true })
  }
  const onKey = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing || e.target !== e.currentTarget || count === 0) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: track.page, PageUp: -track.page }
    const step = steps[e.key]
    const withCtrl = e.ctrlKey || e.metaKey
    const shift = e.shiftKey && picking !== undefined
    if (step !== undefined) move(at + step, shift)
    else if (e.key === 'Home') move(0, shift)
    else if (e.key === 'End') move(count - 1, shift)
    else if (e.key === 'Enter') open(at, withCtrl)
    else if (e.key === ' ' && picking) pick(at, e.shiftKey)
    else if (e.key === 'Escape' && picking && picking.head !== 'none') picking.onAll(false)
    else if (withCtrl && e.key.toLowerCase() === 'a' && picking) picking.onAll(true)
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  const onClick = (index: number, e: MouseEvent) => {
    const inner = (e.target as HTMLElement).closest('a,button,input')
    if (inner && !inner.classList.contains('grid-link')) return
    if (inner && !isPlainClick(e)) return
    if (inner) e.preventDefault()
    if (e.shiftKey && picking) return pick(index, true)
    setAt(index)
    anchor.current = index
    open(index, e.ctrlKey || e.metaKey)
  }
  // Rows are drawn again only when something of them changed: they get functions that stay.
  const calls = useRef({ onClick, pick })
  calls.current = { onClick, pick }
  const clickRow = useCallback((index: number, e: MouseEvent) => calls.current.onClick(index, e), [])
  const pickRow = useCallback((index: number, shift: boolean) => calls.current.pick(index, shift), [])

  const waiting = t('common.loading')
  const template = `${picking ? `${PICK_WIDTH}px ` : ''}${columns.map((c) => `${c.width}px`).join(' ')} minmax(0, 1fr)`
  const width = columns.reduce((sum, c) => sum + c.width, picking ? PICK_WIDTH : 0)
  const pickLabel = useCallback((row: T) => t('common.pickRow', { name: rowName?.(row) ?? '' }), [t, rowName])
  return (
    <div
      ref={box}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + (picking ? 1 : 0)}
      aria-multiselectable={picking ? true : undefined}
      aria-busy={props.isBusy}
      aria-activedescendant={count > 0 && at >= first && at <= last ? `grid-row-${at}` : undefined}
      onKeyDown={onKey}
    >
      <GridHead
        columns={columns}
        template={template}
        width={width}
        picking={picking}
        sort={props.sort}
        onSort={props.onSort}
        onWidth={props.onWidth}
      />
      <div className="grid-track" style={{ height: track.height, width }}>
        <div
          role="rowgroup"
          className="grid-rows"
          style={{ transform: `translateY(${track.offset}px)`, height: track.sheet }}
        >
          {drawn(first, last, track.isMoving).map((index) => {
            const row = rowAt(index)
            const key = row && rowKey(row)
            return (
              <GridRow
                key={index % (last - first + 1)}
                index={index}
                row={row}
                columns={columns}
                template={template}
                height={rowHeight}
                top={(index - track.base) * rowHeight}
                isAt={index === at}
                isOpen={key !== undefined && key === props.openKey}
                isFresh={key !== undefined && props.fresh?.has(key) === true}
                isSelected={picking && key !== undefined ? picking.has(key) : picking ? false : undefined}
                pickLabel={pickLabel}
                waiting={waiting}
                onClick={clickRow}
                onSelect={pickRow}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePrefs } from './prefs'

export type Column<T> = {
  key: string
  title: ReactNode
  /** A CSS grid track: "160px", "minmax(120px, 1fr)". */
  width: string
  align?: 'right'
  render: (row: T) => ReactNode
}

type Props<T> = {
  label: string
  columns: Column<T>[]
  /** All rows there are, loaded or not. */
  count: number
  /** The row at an index, or undefined while it is not loaded. */
  rowAt: (index: number) => T | undefined
  rowKey: (row: T) => string
  /** Called with the visible range; ask for what is missing. */
  onRange: (first: number, last: number) => void
  onOpen: (row: T, newPage: boolean) => void
  /** The row shown beside the grid. */
  openKey?: string
  footer?: ReactNode
}

/** The tallest element browsers draw bounds the rows of one grid. */
const ROWS_MAX = 900_000

/** A table of any length: only the rows in sight are in the document. Arrows, PgUp/PgDn,
 * Home/End move, Enter opens, Ctrl+Enter or Ctrl+click opens the full page. */
export function VirtualGrid<T>(props: Props<T>) {
  const { t } = useTranslation()
  const { density } = usePrefs()
  const rowHeight = density === 'compact' ? 36 : 48
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const count = Math.min(props.count, ROWS_MAX)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialRect: { width: 800, height: 600 },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows must be measured again when their height changes
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const { onRange } = props
  useEffect(() => {
    if (count > 0) onRange(first, last)
  }, [count, first, last, onRange])

  const move = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to))
    setAt(next)
    virtual.scrollToIndex(next)
  }
  const open = (index: number, newPage: boolean) => {
    const row = props.rowAt(index)
    if (row) props.onOpen(row, newPage)
  }
  const onKey = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing || e.target !== e.currentTarget) return
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 400) / rowHeight) - 2)
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }
    const step = steps[e.key]
    if (step !== undefined) move(at + step)
    else if (e.key === 'Home') move(0)
    else if (e.key === 'End') move(count - 1)
    else if (e.key === 'Enter') open(at, e.ctrlKey || e.metaKey)
    else return
    e.preventDefault()
  }
  const onClick = (index: number) => (e: MouseEvent) => {
    if ((e.target as HTMLElement).closest('a,button')) return
    setAt(index)
    open(index, e.ctrlKey || e.metaKey)
  }
  const template = props.columns.map((c) => c.width).join(' ')
  return (
    <div
      ref={box}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={props.columns.length}
      aria-activedescendant={count > 0 ? `grid-row-${at}` : undefined}
      onKeyDown={onKey}
    >
      <div className="grid-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {props.columns.map((c) => (
          <div key={c.key} role="columnheader" className={c.align}>
            {c.title}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map((item) => {
          const row = props.rowAt(item.index)
          const isOpen = row !== undefined && props.rowKey(row) === props.openKey
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself listens to keys
            <div
              key={row ? props.rowKey(row) : item.index}
              id={`grid-row-${item.index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              aria-selected={isOpen}
              className={`grid-row ${item.index === at ? 'at' : ''} ${isOpen ? 'open' : ''}`}
              style={{ gridTemplateColumns: template, height: rowHeight, transform: `translateY(${item.start}px)` }}
              onClick={onClick(item.index)}
            >
              {props.columns.map((c, i) => (
                <div key={c.key} role="gridcell" className={c.align}>
                  {row ? c.render(row) : i === 0 ? <span className="grid-wait">{t('common.loading')}</span> : null}
                </div>
              ))}
            </div>
          )
        })}
      </div>
      {props.footer && <div className="grid-foot">{props.footer}</div>}
    </div>
  )
}

import { type MouseEvent, memo } from 'react'
import type { Column } from './VirtualGrid'

type Props<T> = {
  index: number
  row: T | undefined
  columns: Column<T>[]
  template: string
  top: number
  height: number
  isAt: boolean
  isOpen: boolean
  isFresh: boolean
  /** undefined: rows cannot be chosen here. */
  isSelected?: boolean
  pickLabel: (row: T) => string
  waiting: string
  onClick: (index: number, e: MouseEvent) => void
  onSelect: (index: number, shift: boolean) => void
}

const CELL_PADDING = 24
const classOf = <T,>(c: Column<T>, row: T | undefined): string | undefined => {
  const isWhole = row !== undefined && c.needs !== undefined && c.needs(row) + CELL_PADDING <= c.width
  return isWhole ? (c.align ? `${c.align} whole` : 'whole') : c.align
}

function Row<T>(p: Props<T>) {
  const { index, row } = p
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself listens to keys
    <div
      id={`grid-row-${index}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={p.isSelected ?? p.isOpen}
      className={`grid-row${p.isAt ? ' at' : ''}${p.isOpen ? ' open' : ''}${p.isSelected ? ' picked' : ''}${p.isFresh ? ' fresh' : ''}`}
      style={{
        gridTemplate: `${p.height - 1}px / ${p.template}`,
        height: p.height,
        transform: `translateY(${p.top}px)`,
      }}
      onClick={(e) => p.onClick(index, e)}
    >
      {p.isSelected !== undefined && (
        <div role="gridcell" className="grid-pick">
          {row && (
            <input
              type="checkbox"
              tabIndex={-1}
              checked={p.isSelected}
              aria-label={p.pickLabel(row)}
              onChange={() => {}}
              onClick={(e) => {
                e.stopPropagation()
                p.onSelect(index, e.shiftKey)
              }}
            />
          )}
        </div>
      )}
      {p.columns.map((c, i) => (
        <div key={c.key} role="gridcell" className={classOf(c, row)}>
          {row ? c.render(row) : i === 0 ? <span className="grid-wait">{p.waiting}</span> : null}
        </div>
      ))}
    </div>
  )
}
export const GridRow = memo(Row) as typeof Row

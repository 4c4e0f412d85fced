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
  /** undefined: rows cannot be chosen here. */
  isSelected?: boolean
  selectLabel: string
  waiting: string
  onClick: (index: number, e: MouseEvent) => void
  onSelect: (index: number, shift: boolean) => void
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
      className={`grid-row ${p.isAt ? 'at' : ''} ${p.isOpen ? 'open' : ''} ${p.isSelected ? 'picked' : ''}`}
      style={{ gridTemplateColumns: p.template, height: p.height, top: p.top }}
      onClick={(e) => p.onClick(index, e)}
    >
      {p.isSelected !== undefined && (
        <div role="gridcell" className="grid-pick">
          {row && (
            <input
              type="checkbox"
              tabIndex={-1}
              checked={p.isSelected}
              aria-label={p.selectLabel}
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
        <div key={c.key} role="gridcell" className={c.align}>
          {row ? c.render(row) : i === 0 ? <span className="grid-wait">{p.waiting}</span> : null}
        </div>
      ))}
      <div role="gridcell" />
    </div>
  )
}
export const GridRow = memo(Row) as typeof Row

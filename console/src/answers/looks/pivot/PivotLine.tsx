import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons'
import { type CSSProperties, memo } from 'react'
import type { PivotColumn, PivotRow } from './pivot'

export const ROW = 32
export const NAME_WIDTH = 150
export const CELL_WIDTH = 104

/** What rows are drawn with: it stays the same object while only the place in the table changes. */
export type Drawing = {
  down: number
  depth: number
  columns: PivotColumn[]
  figures: string[]
  canOpen: boolean
  nameOf: (row: PivotRow, at: number) => string
  text: (row: PivotRow, column: string, at: number) => string
  heat: (row: PivotRow, column: PivotColumn, at: number) => CSSProperties | undefined
}

/** A row. Clicks are heard by the table: cells say by their number which they are. */
export const PivotLine = memo(function PivotLine(props: {
  row: PivotRow
  index: number
  isFolded: boolean
  /** The cell the keyboard is at; -1: none of this row. */
  active: number
  drawing: Drawing
}) {
  const { row, index, isFolded, active, drawing: d } = props
  const isGroup = row.path.length > 0 && row.path.length < d.depth
  let cell = -1
  return (
    <tr
      aria-rowindex={index + 2}
      data-row={index}
      className={row.path.length === 0 ? 'pivot-total' : isGroup ? 'pivot-group' : undefined}
      style={{ height: ROW }}
    >
      {Array.from({ length: d.down }, (_, at) => (
        <th key={at} scope="row" style={{ left: at * NAME_WIDTH }} title={d.nameOf(row, at)}>
          {isGroup && at === row.path.length - 1 ? (
            <button type="button" className="linklike pivot-fold" aria-expanded={!isFolded}>
              {isFolded ? <CaretRightOutlined /> : <CaretDownOutlined />} {d.nameOf(row, at)}
            </button>
          ) : (
            d.nameOf(row, at)
          )}
        </th>
      ))}
      {d.columns.flatMap((column) =>
        d.figures.map((_, at) => {
          cell++
          const shown = d.text(row, column.key, at)
          return (
            <td
              key={`${column.key} ${at}`}
              id={active === cell ? 'pivot-at' : undefined}
              data-cell={cell}
              className={active === cell ? 'at' : undefined}
              style={d.heat(row, column, at)}
            >
              {shown}
            </td>
          )
        }),
      )}
    </tr>
  )
})

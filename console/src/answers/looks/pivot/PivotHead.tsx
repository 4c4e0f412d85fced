import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { PivotShow } from '../../types'
import { keyOf, type Pivot, TOTAL } from './pivot'

type Sort = NonNullable<PivotShow['sort']>
const ROW = 34

/** The heads: a line for each column dimension, and one for the figures; each column orders the rows. */
export function PivotHead(props: {
  pivot: Pivot
  figures: string[]
  show: PivotShow
  nameWidth: number
  onSort: (sort: Sort | undefined) => void
}) {
  const w = useAnswerTexts()
  const names = useNames()
  const { pivot, figures, show, onSort } = props
  const across = pivot.columnBy.length
  const hasFigures = figures.length > 1 || across === 0
  const lines = across + (hasFigures ? 1 : 0)
  const isBy = (sort: Sort) =>
    show.sort?.figure === sort.figure && (show.sort?.column ?? TOTAL) === (sort.column ?? TOTAL)
  const press = (sort: Sort) => {
    if (!show.sort || !isBy(sort)) onSort(sort)
    else onSort(show.sort.desc === sort.desc ? { ...sort, desc: !sort.desc } : undefined)
  }
  const mark = (sort: Sort) => {
    if (!show.sort || !isBy(sort)) return null
    return show.sort.desc ? <CaretDownOutlined /> : <CaretUpOutlined />
  }
  const ordered = (sort: Sort) => (!show.sort || !isBy(sort) ? undefined : show.sort.desc ? 'descending' : 'ascending')
  const columnName = (path: (typeof pivot.columns)[number]['path']) =>
    path.length === 0
      ? w.total
      : path.length < across
        ? w.subtotal
        : names.value(pivot.columnBy[across - 1] ?? '', path[across - 1] ?? null)
  const button = (label: string, sort: Sort) => (
    <button type="button" className="linklike" title={w.sortBy(label)} onClick={() => press(sort)}>
      {label} {mark(sort)}
    </button>
  )
  const byName: Sort = { desc: false }
  const rowHeads = (pivot.rowBy.length > 0 ? pivot.rowBy : ['']).map((dimension, i) => (
    <th
      key={dimension}
      scope="col"
      rowSpan={lines}
      className="pivot-corner"
      style={{ left: i * props.nameWidth, top: 0 }}
      aria-sort={i === 0 ? ordered(byName) : undefined}
    >
      {dimension && (i === 0 ? button(names.dimension(dimension), byName) : names.dimension(dimension))}
    </th>
  ))
  return (
    <thead>
      {Array.from({ length: across }, (_, level) => (
        <tr key={level} style={{ height: ROW }}>
          {level === 0 && rowHeads}
          {spans(pivot, level).map(({ key, path, count }) => {
            const isLast = level === across - 1
            const label =
              level < path.length && !isLast
                ? names.value(pivot.columnBy[level] ?? '', path[level] ?? null)
                : columnName(path)
            const sort: Sort = { column: key, figure: 0, desc: true }
            return (
              <th
                key={key}
                scope={count * figures.length > 1 ? 'colgroup' : 'col'}
                colSpan={count * figures.length}
                style={{ top: level * ROW }}
                aria-sort={isLast && !hasFigures ? ordered(sort) : undefined}
              >
                {isLast && !hasFigures ? button(label, sort) : label}
              </th>
            )
          })}
        </tr>
      ))}
      {hasFigures && (
        <tr style={{ height: ROW }}>
          {across === 0 && rowHeads}
          {pivot.columns.flatMap((column) =>
            figures.map((name, at) => {
              const sort: Sort = { column: column.key, figure: at, desc: true }
              const as = show.as?.[at] ?? 'value'
              const label = as === 'value' ? names.column(name) : `${names.column(name)} · ${w.showOf[as]}`
              return (
                <th key={`${column.key} ${at}`} scope="col" style={{ top: across * ROW }} aria-sort={ordered(sort)}>
                  {button(label, sort)}
                </th>
              )
            }),
          )}
        </tr>
      )}
    </thead>
  )
}

/** The columns that stand below one head of a level, as one. */
function spans(pivot: Pivot, level: number): { key: string; path: Pivot['columns'][number]['path']; count: number }[] {
  const out: { key: string; path: Pivot['columns'][number]['path']; count: number }[] = []
  const isLast = level === pivot.columnBy.length - 1
  for (const column of pivot.columns) {
    const part = isLast ? column.path : column.path.slice(0, level + 1)
    const key = keyOf(part)
    const before = out.at(-1)
    if (before?.key === key && !isLast) before.count++
    else out.push({ key, path: part, count: 1 })
  }
  return out
}

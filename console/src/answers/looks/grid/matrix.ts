import type { QueryAnswer, QueryValue, Value } from '../../types'

export type Matrix = {
  rows: Value[]
  columns: Value[]
  /** By row and column; null where nothing was. */
  cells: Value[][]
  /** Of each row, counted anew: people of a row are not the sum of its cells. */
  totals: Value[]
  whole: Value
  isCut: boolean
}

const WHOLE: Record<string, Value[]> = {
  weekday: [1, 2, 3, 4, 5, 6, 7],
  hour_of_day: Array.from({ length: 24 }, (_, i) => i),
}
const ROWS_MAX = 200
const COLUMNS_MAX = 60

/** Times in their order, all hours and weekdays though nothing happened; others by how much they have, the most first. */
function placed(dimension: string, weight: Map<Value, number>, most: number): Value[] {
  if (WHOLE[dimension]) return WHOLE[dimension]
  const isTime = ['hour', 'day', 'week', 'month', 'quarter', 'year'].includes(dimension)
  const all = [...weight.keys()]
  const sorted = isTime
    ? all.sort((a, b) => String(a).localeCompare(String(b)))
    : all.sort((a, b) => weight.get(b)! - weight.get(a)!)
  return isTime ? sorted.slice(-most) : sorted.slice(0, most)
}

/** A pivot over two dimensions, with subtotals, as a table of `column`. */
export function matrixOf(query: QueryValue, answer: QueryAnswer, column: string): Matrix {
  const [rowBy = '', columnBy = ''] = query.dimensions ?? []
  const at = answer.columns.indexOf(column)
  const rowWeight = new Map<Value, number>()
  const columnWeight = new Map<Value, number>()
  const cells = new Map<string, Value>()
  const totals = new Map<Value, Value>()
  let whole: Value = null
  const add = (map: Map<Value, number>, key: Value, v: Value) => map.set(key, (map.get(key) ?? 0) + Number(v ?? 0))
  for (const row of answer.rows) {
    const [r = null, c = null, level] = row
    const value = row[at] ?? null
    if (level === 0) whole = value
    else if (level === 1) totals.set(r, value)
    else {
      cells.set(JSON.stringify([r, c]), value)
      add(rowWeight, r, value)
      add(columnWeight, c, value)
    }
  }
  const rows = placed(rowBy, rowWeight, ROWS_MAX)
  const columns = placed(columnBy, columnWeight, COLUMNS_MAX)
  return {
    rows,
    columns,
    cells: rows.map((r) => columns.map((c) => cells.get(JSON.stringify([r, c])) ?? null)),
    totals: rows.map((r) => totals.get(r) ?? null),
    whole,
    isCut: rowWeight.size > rows.length || columnWeight.size > columns.length,
  }
}

/** The rows with least, up to `count` of them: the quiet hours of a week. */
export const quietest = (m: Matrix, count: number): Value[] =>
  m.rows
    .map((row, i) => ({ row, total: Number(m.totals[i] ?? 0) }))
    .sort((a, b) => a.total - b.total)
    .slice(0, count)
    .map((one) => one.row)

import type { PivotShow, QueryAnswer, QueryValue, Value } from '../../types'

/** A row of the table: its place in the dimensions, and its figures by the key of the column. */
export type PivotRow = { key: string; path: Value[]; cells: Map<string, Value[]> }
export type PivotColumn = { key: string; path: Value[] }
export type Pivot = {
  rowBy: string[]
  columnBy: string[]
  /** All columns in order; of several dimensions each part has its total behind it, that over all stands last. */
  columns: PivotColumn[]
  isCut: boolean
  /** By the key of the row they are part of. */
  children: Map<string, PivotRow[]>
  total: PivotRow
  figures: number
}

const COLUMNS_MAX = 60
export const keyOf = (path: Value[]): string => JSON.stringify(path)
export const TOTAL = keyOf([])

const ORDERED = ['hour', 'day', 'week', 'month', 'quarter', 'year', 'weekday', 'hour_of_day']
const isOrdered = (dimension: string) => ORDERED.includes(dimension)
const compared = (a: Value, b: Value): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a ?? '').localeCompare(String(b ?? ''))
}
/** Times as they follow each other, of anything else the most first. */
const natural = (dimension: string, a: Value, b: Value, weight: (v: Value) => number): number =>
  (isOrdered(dimension) ? 0 : weight(b) - weight(a)) || compared(a, b)

/** The columns below one: each part's own, then its total. */
function columnsBelow(
  total: PivotRow,
  byParent: Map<string, Value[][]>,
  columnBy: string[],
  path: Value[],
): PivotColumn[] {
  const key = keyOf(path)
  const weight = (child: Value[]) => Number(total.cells.get(keyOf(child))?.[0] ?? 0)
  const at = path.length
  const parts = (byParent.get(key) ?? []).sort((a, b) =>
    natural(columnBy[at] ?? '', a[at] ?? null, b[at] ?? null, (v) => weight([...path, v])),
  )
  return [...parts.flatMap((child) => columnsBelow(total, byParent, columnBy, child)), { key, path }]
}

const addTo = <T>(lists: Map<string, T[]>, key: string, one: T) => {
  const list = lists.get(key)
  if (list) list.push(one)
  else lists.set(key, [one])
}

/** An answer of a pivot with subtotals as a tree of rows by a list of columns. */
export function pivotOf(query: QueryValue, answer: QueryAnswer): Pivot {
  const dimensions = query.dimensions ?? []
  const across = query.columns ?? 0
  const down = dimensions.length - across
  const first = dimensions.length + (across > 0 ? 2 : 1)
  const rows = new Map<string, PivotRow>()
  const children = new Map<string, PivotRow[]>()
  const columnParts = new Map<string, Value[][]>()
  const take = (path: Value[]): PivotRow => {
    const key = keyOf(path)
    const known = rows.get(key)
    if (known) return known
    const made: PivotRow = { key, path, cells: new Map() }
    rows.set(key, made)
    if (path.length > 0) {
      const parent = keyOf(path.slice(0, -1))
      addTo(children, parent, made)
    }
    return made
  }
  const total = take([])
  const seen = new Set<string>([TOTAL])
  for (const row of answer.rows) {
    const level = Number(row[dimensions.length])
    const columnLevel = across > 0 ? Number(row[dimensions.length + 1]) : 0
    const column = row.slice(down, down + columnLevel)
    const key = keyOf(column)
    if (!seen.has(key)) {
      seen.add(key)
      const parent = keyOf(column.slice(0, -1))
      addTo(columnParts, parent, column)
    }
    take(row.slice(0, level)).cells.set(key, row.slice(first))
  }
  const columnBy = dimensions.slice(down)
  const columns = columnsBelow(total, columnParts, columnBy, [])
  const isCut = columns.length > COLUMNS_MAX
  return {
    rowBy: dimensions.slice(0, down),
    columnBy,
    columns: isCut ? [...columns.slice(0, COLUMNS_MAX), columns.at(-1)!] : columns,
    isCut,
    children,
    total,
    figures: answer.columns.length - first,
  }
}

/** The rows as they are shown: each with what it is part of before it; below those that are folded nothing. */
export function rowsOf(pivot: Pivot, sort: PivotShow['sort'], folded: Set<string>): PivotRow[] {
  const order = (depth: number) => (a: PivotRow, b: PivotRow) => {
    const name = (row: PivotRow) => row.path[depth] ?? null
    const value = (row: PivotRow, column: string, at: number) => Number(row.cells.get(column)?.[at] ?? 0)
    if (!sort) {
      const dimension = pivot.rowBy[depth] ?? ''
      const byTime = isOrdered(dimension) ? 0 : value(b, TOTAL, 0) - value(a, TOTAL, 0)
      return byTime || compared(name(a), name(b))
    }
    const by =
      sort.figure === undefined
        ? 0
        : value(a, sort.column ?? TOTAL, sort.figure) - value(b, sort.column ?? TOTAL, sort.figure)
    return (by || compared(name(a), name(b))) * (sort.desc ? -1 : 1)
  }
  const out: PivotRow[] = []
  const walk = (key: string, depth: number) => {
    for (const row of [...(pivot.children.get(key) ?? [])].sort(order(depth))) {
      out.push(row)
      if (!folded.has(row.key)) walk(row.key, depth + 1)
    }
  }
  walk(TOTAL, 0)
  return out
}

/** Sums so far among the rows of one whole, in the order they stand: by row, column and figure. */
export function runningOf(pivot: Pivot, rows: PivotRow[], figure: number): Map<string, number> {
  const sums = new Map<string, number>()
  const out = new Map<string, number>()
  for (const row of rows) {
    const parent = keyOf(row.path.slice(0, -1))
    for (const { key } of pivot.columns) {
      const at = `${parent} ${key}`
      const sum = (sums.get(at) ?? 0) + Number(row.cells.get(key)?.[figure] ?? 0)
      sums.set(at, sum)
      out.set(`${row.key} ${key}`, sum)
    }
  }
  return out
}

/** A figure as a share of its row's, its column's or all; null where there is nothing to divide by. */
export function shareOf(
  pivot: Pivot,
  row: PivotRow,
  column: string,
  figure: number,
  of: 'row' | 'column' | 'whole',
): Value {
  const value = row.cells.get(column)?.[figure] ?? null
  const whole =
    of === 'row' ? row.cells.get(TOTAL) : of === 'column' ? pivot.total.cells.get(column) : pivot.total.cells.get(TOTAL)
  const base = Number(whole?.[figure] ?? 0)
  return value === null || base === 0 ? null : Number(value) / base
}

/** The greatest of a figure among the cells: what is over several columns, or of several rows, is no cell. */
export function highestOf(pivot: Pivot, rows: PivotRow[], figure: number): number {
  const depth = pivot.rowBy.length
  const across = pivot.columnBy.length
  let highest = 0
  for (const row of rows)
    if (row.path.length === depth)
      for (const { key, path } of pivot.columns)
        if (path.length === across) highest = Math.max(highest, Number(row.cells.get(key)?.[figure] ?? 0))
  return highest
}

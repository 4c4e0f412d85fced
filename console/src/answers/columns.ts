import { axesOf } from './looks/people/spread'
import type { Look, QueryAnswer, QueryValue, Range, Value } from './types'

/** The columns of an answer that divide it; all others are figures. */
export function dimensionsOf(query: QueryValue): string[] {
  const more = query.dimensions ?? []
  if (query.kind === 'trend') return [query.unit ?? 'day', ...more]
  if (query.kind === 'pivot')
    return [...more, ...(query.subtotals ? ['level'] : []), ...(query.columns ? ['column_level'] : [])]
  if (query.kind === 'paths') return ['step', 'from', 'to']
  if (query.kind === 'funnel') return [...more, 'step', 'name']
  if (query.kind === 'retention') return [...more, 'cohort', 'period']
  if (query.kind === 'distribution' || query.kind === 'interval')
    return [...more, ...['bucket', 'bucket_2', 'bucket_3'].slice(0, axesOf(query).length)]
  if (query.kind === 'lift') return ['from', 'to']
  return query.kind === 'people' ? ['person_id'] : more
}

/** Of which dimension the names in a column are. */
export const namedBy = (query: QueryValue, column: string): string => {
  if (column === 'name') return 'type'
  return ['from', 'to'].includes(column) && ['paths', 'lift'].includes(query.kind) ? (query.node ?? 'type') : column
}

/** What there is instead of a picture: no rows at all, or only zeros where a chart would be a flat line; a number that is
 * zero is told as it is. */
export function lackOf(query: QueryValue, answer: QueryAnswer, look: Look): 'nothing' | 'zeros' | null {
  if (answer.rows.length === 0) return 'nothing'
  if (look === 'number' || !['trend', 'funnel', 'retention', 'pivot'].includes(query.kind)) return null
  const divides = dimensionsOf(query)
  const figures = answer.columns.flatMap((c, i) => (divides.includes(c) ? [] : [i]))
  return answer.rows.every((row) => figures.every((i) => Number(row[i] ?? 0) === 0)) ? 'zeros' : null
}

export type Line = { key: string; labels: Value[]; column: string; values: Value[] }
/** A trend or pivot as lines over its first dimension: one for each figure and each value of the others, the
 * greatest first. */
export function linesOf(query: QueryValue, answer: QueryAnswer): { at: Value[]; lines: Line[] } {
  const dimensions = dimensionsOf(query).length
  const place = new Map<Value, number>()
  for (const row of answer.rows) if (!place.has(row[0] ?? null)) place.set(row[0] ?? null, place.size)
  const lines = new Map<string, Line>()
  for (const row of answer.rows) {
    const labels = row.slice(1, dimensions)
    for (let c = dimensions; c < answer.columns.length; c++) {
      const column = answer.columns[c]!
      const key = JSON.stringify([column, ...labels])
      const line = lines.get(key) ?? { key, labels, column, values: new Array<Value>(place.size).fill(null) }
      line.values[place.get(row[0] ?? null)!] = row[c] ?? null
      lines.set(key, line)
    }
  }
  const weight = (line: Line) => line.values.reduce<number>((sum, v) => sum + Number(v ?? 0), 0)
  return { at: [...place.keys()], lines: [...lines.values()].sort((a, b) => weight(b) - weight(a)) }
}

const quoted = (v: Value) => {
  const text = v === null ? '' : String(v)
  const safe = /^[=+\-@\t\r]/.test(text) && typeof v === 'string' ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
/** The rows as CSV with a mark of UTF-8, so that spreadsheets read the Chinese; nothing in it is taken for a formula. */
export const csvOf = (header: string[], rows: Value[][]): string =>
  `\uFEFF${[header, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`

const DAY_MS = 86_400_000
const moved = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
/** The days a range is compared with: as many right before, or the same a year ago. */
export function rangeBefore(range: Range, compare: 'previous' | 'year', today: string): Range {
  const from = 'days' in range ? moved(today, 1 - range.days) : range.from
  const to = 'days' in range ? today : range.to
  const days = compare === 'year' ? 365 : Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
  return { from: moved(from, -days), to: moved(to, -days) }
}

/** What is asked for a look: people of a month are not the sum of those of its days, so a number is asked for as one. */
export function queryFor(query: QueryValue, look: Look): QueryValue {
  if (look !== 'number' || query.kind !== 'trend') return query
  return { kind: 'pivot', range: query.range, filters: query.filters, metrics: query.metrics }
}

import type { Unit } from '../../show'
import type { EventMeant, MetricMeant, QueryAnswer, QueryValue, Value } from '../../types'

/** A number of every person. */
export type Axis = { measure: string; event: EventMeant; property?: string }
const axisOf = (m: MetricMeant): Axis =>
  typeof m === 'string' || 'metric' in m
    ? { measure: typeof m === 'string' ? m : 'events', event: '*' }
    : { measure: m.measure ?? 'events', event: m.event ?? '*', property: m.property }

/** The axes of a distribution; an interval has one, of time. */
export function axesOf(query: QueryValue): Axis[] {
  if (query.kind === 'interval') return [{ measure: 'interval', event: query.steps?.[0] ?? '*' }]
  return query.metrics?.length ? query.metrics.map(axisOf) : [{ measure: 'events', event: '*' }]
}

/** What the numbers of an axis are. */
export const unitOfAxis = (axis: Axis): Unit => {
  if (axis.measure === 'interval') return 'ms'
  return axis.property && /_fen$/.test(axis.property) ? 'fen' : 'count'
}
/** Whole numbers: from 2 to below 3 is 2. */
export const isWhole = (axis: Axis) => ['events', 'days', 'recency'].includes(axis.measure)

/** The unit of a column of a distribution, where it is that of an axis. */
export function spreadUnit(query: QueryValue, column: string): Unit | undefined {
  if (query.kind !== 'distribution') return undefined
  const [, name, at] = /^(from|to|total|average|median|p90)(?:_([23]))?$/.exec(column) ?? []
  const axis = name ? axesOf(query)[at ? Number(at) - 1 : 0] : undefined
  return axis && unitOfAxis(axis)
}

/** The better half of an axis that is cut once: lately, often, much. */
export const isGood = (axis: Axis, bucket: number) => (axis.measure === 'recency' ? bucket === 1 : bucket === 2)

export type Ends = { from: Value; to: Value }
export type Bucket = { buckets: number[]; ends: Ends[]; people: number; count: number; share: Value; totals: number[] }
/** All of a part and its buckets; `name` is undefined when nothing divides. */
export type Part = { name: Value | undefined; whole: Record<string, Value>; buckets: Bucket[] }

const SUFFIX = ['', '_2', '_3']

/** The rows of a distribution or of intervals, part by part. */
export function partsOf(query: QueryValue, answer: QueryAnswer): Part[] {
  const axes = axesOf(query).length
  const divided = (query.dimensions ?? []).length > 0
  const at = (name: string) => answer.columns.indexOf(name)
  const ms = query.kind === 'interval' ? '_ms' : ''
  const columns = SUFFIX.slice(0, axes).map((s) => ({
    bucket: at(`bucket${s}`),
    from: at(`from${ms}${s}`),
    to: at(`to${ms}${s}`),
    total: at(`total${s}`),
  }))
  const parts = new Map<string, Part>()
  for (const row of answer.rows) {
    const name = divided ? (row[0] ?? null) : undefined
    const key = JSON.stringify(name ?? null)
    const part = parts.get(key) ?? { name, whole: {}, buckets: [] }
    parts.set(key, part)
    if (row[columns[0]!.bucket] === null) {
      part.whole = Object.fromEntries(answer.columns.map((c, i) => [c, row[i] ?? null]))
      continue
    }
    part.buckets.push({
      buckets: columns.map((c) => Number(row[c.bucket])),
      ends: columns.map((c) => ({ from: row[c.from] ?? null, to: row[c.to] ?? null })),
      people: Number(row[at('people')] ?? 0),
      count: Number(row[at('count')] ?? row[at('people')] ?? 0),
      share: row[at('share')] ?? null,
      totals: columns.map((c) => Number(row[c.total] ?? 0)),
    })
  }
  return [...parts.values()]
}

/** The buckets of one axis, in their order, with where they begin and end. */
export function bucketsOf(part: Part, axis: number): { bucket: number; ends: Ends }[] {
  const known = new Map<number, Ends>()
  for (const b of part.buckets) known.set(b.buckets[axis]!, b.ends[axis]!)
  return [...known].sort((a, b) => a[0] - b[0]).map(([bucket, ends]) => ({ bucket, ends }))
}

/** Where the buckets of an axis begin: what was given, or what the server made of it. */
export const cutsOf = (part: Part | undefined, axis: number): number[] =>
  part
    ? bucketsOf(part, axis)
        .filter((b) => b.bucket > 1)
        .map((b) => Number(b.ends.from))
    : []

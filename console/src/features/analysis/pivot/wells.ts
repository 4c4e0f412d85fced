import type { MetricMeant, PivotAs, PivotShow, QueryValue } from '@/answers/types'

/** Where a field can stand. */
export type Well = 'rows' | 'columns' | 'values' | 'filters'
/** A field of the list: what divides, or a figure of the catalogue or of events. */
export type Field = { kind: 'dimension'; name: string } | { kind: 'metric'; metric: MetricMeant }
export type Layout = { rows: string[]; columns: string[]; values: MetricMeant[]; show: PivotShow }

export const DIMENSIONS_MAX = 6
export const WELL_MAX = 4
export const VALUES_MAX = 8

export const layoutOf = (query: QueryValue, show: PivotShow): Layout => {
  const all = query.dimensions ?? []
  const down = all.length - (query.columns ?? 0)
  return { rows: all.slice(0, down), columns: all.slice(down), values: query.metrics ?? [], show }
}
/** As docs/query.md takes it. */
export const askedOf = (layout: Layout): Pick<QueryValue, 'dimensions' | 'columns' | 'metrics' | 'subtotals'> => ({
  dimensions: [...layout.rows, ...layout.columns],
  columns: layout.columns.length || undefined,
  metrics: layout.values,
  subtotals: true,
})

/** A dimension stands in one of rows and columns, once; `at` absent: behind the others. Null: there is no room. */
export function placed(layout: Layout, name: string, well: 'rows' | 'columns', at?: number): Layout | null {
  const without = {
    ...layout,
    rows: layout.rows.filter((n) => n !== name),
    columns: layout.columns.filter((n) => n !== name),
  }
  const list = [...without[well]]
  if (list.length === WELL_MAX || without.rows.length + without.columns.length === DIMENSIONS_MAX) return null
  list.splice(at ?? list.length, 0, name)
  return { ...without, [well]: list, show: unsorted(layout.show) }
}
export const dropped = (layout: Layout, name: string): Layout => ({
  ...layout,
  rows: layout.rows.filter((n) => n !== name),
  columns: layout.columns.filter((n) => n !== name),
  show: unsorted(layout.show),
})
/** What rows are ordered by goes with the columns. */
const unsorted = (show: PivotShow): PivotShow => ({ ...show, sort: undefined })

const asOf = (layout: Layout): PivotAs[] => layout.values.map((_, i) => layout.show.as?.[i] ?? 'value')
export function valued(layout: Layout, metric: MetricMeant): Layout | null {
  if (layout.values.length === VALUES_MAX) return null
  return { ...layout, values: [...layout.values, metric], show: { ...layout.show, as: [...asOf(layout), 'value'] } }
}
export function changed(layout: Layout, at: number, metric: MetricMeant, as: PivotAs): Layout {
  return {
    ...layout,
    values: layout.values.map((m, i) => (i === at ? metric : m)),
    show: { ...unsorted(layout.show), as: asOf(layout).map((a, i) => (i === at ? as : a)) },
  }
}
export const unvalued = (layout: Layout, at: number): Layout => ({
  ...layout,
  values: layout.values.filter((_, i) => i !== at),
  show: { ...unsorted(layout.show), as: asOf(layout).filter((_, i) => i !== at) },
})
const moved = <T>(list: T[], at: number, by: number): T[] => {
  const to = Math.max(0, Math.min(list.length - 1, at + by))
  const next = list.filter((_, i) => i !== at)
  next.splice(to, 0, list[at]!)
  return next
}
/** One place on or back within its well. */
export function shifted(layout: Layout, well: Exclude<Well, 'filters'>, at: number, by: number): Layout {
  if (well !== 'values') return { ...layout, [well]: moved(layout[well], at, by), show: unsorted(layout.show) }
  return {
    ...layout,
    values: moved(layout.values, at, by),
    show: { ...unsorted(layout.show), as: moved(asOf(layout), at, by) },
  }
}

/** Days and the like are what the range is for. */
export const canFilter = (name: string): boolean => !['hour', 'day', 'week', 'month', 'quarter', 'year'].includes(name)

/** The figure that a field stands for among the values; none: it is no figure. */
export function figureOf(field: Field): MetricMeant | null {
  if (field.kind === 'metric') return field.metric
  const property = /^property\.(.+)$/.exec(field.name)?.[1]
  return property ? { measure: 'sum', event: '*', property } : null
}
/** Running totals of people are none: somebody would count twice. */
export const canRun = (metric: MetricMeant): boolean =>
  typeof metric === 'string'
    ? metric === 'events'
    : 'metric' in metric
      ? false
      : ['events', 'sum'].includes(metric.measure ?? 'events')

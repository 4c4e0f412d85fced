import type { CatalogueMetric } from '../../queries'
import type { EventMeant, Logic, MetricMeant, QueryValue, Value } from '../../types'

const DAY_MS = 86_400_000
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
const monthAfter = (year: number, month: number) =>
  `${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`

/** The days a unit of time holds: from the first, before the last. */
function daysOf(unit: string, name: string): [string, string] | null {
  const [year = 0, part = 1] = name.replace('-Q', '-').split('-').map(Number)
  if (unit === 'day') return [name, dayAfter(name, 1)]
  if (unit === 'week') return [name, dayAfter(name, 7)]
  if (unit === 'month') return [`${name}-01`, monthAfter(year, part)]
  if (unit === 'quarter') return [monthAfter(year, (part - 1) * 3), monthAfter(year, part * 3)]
  if (unit === 'year') return [`${name}-01-01`, `${year + 1}-01-01`]
  return null
}

/** The condition that an event has a value in a dimension. */
export function conditionOf(dimension: string, value: Value): Logic[] {
  const at = { var: 'occurred_at' }
  if (dimension === 'hour') {
    const [day = '', hour = ''] = String(value).split(' ')
    return [...conditionOf('day', day), { '==': [{ var: 'hour_of_day' }, Number.parseInt(hour, 10)] }]
  }
  const days = value === null ? null : daysOf(dimension, String(value))
  if (days) return [{ '>=': [at, days[0]] }, { '<': [at, days[1]] }]
  return [{ '==': [{ var: dimension }, value] }]
}

/** The events a metric counts: of a ratio those above the line. */
function eventsOf(metric: MetricMeant, catalogue: CatalogueMetric[]): Exclude<EventMeant, string | string[]> {
  if (typeof metric === 'string') return { event: '*' }
  if ('metric' in metric) {
    const formula = catalogue.find((m) => m.key === metric.metric)?.formula
    const part = typeof formula === 'object' && 'of' in formula ? formula.of : formula
    return part ? eventsOf(part as MetricMeant, catalogue) : { event: '*' }
  }
  const event = metric.event ?? '*'
  const own = typeof event === 'object' && !Array.isArray(event) ? event : { event }
  return metric.filters === undefined ? own : { ...own, filters: metric.filters }
}

/** Who stands behind a cell of a pivot: those who did what its metric counts, in its row and its column. */
export function behind(
  query: QueryValue,
  figure: number,
  at: { dimension: string; value: Value }[],
  catalogue: CatalogueMetric[],
): QueryValue {
  const conditions = at.flatMap(({ dimension, value }) => conditionOf(dimension, value))
  const all = [...(query.filters === undefined ? [] : [query.filters]), ...conditions]
  return {
    kind: 'people',
    range: query.range,
    steps: [eventsOf(query.metrics?.[figure] ?? 'events', catalogue)],
    filters: all.length > 0 ? { and: all } : undefined,
  }
}

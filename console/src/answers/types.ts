import type { Schemas } from '@/api/client'

/** The value of docs/query.md as the console builds it. */
export type Range = { from: string; to: string } | { days: number }
export type Logic = Record<string, unknown> | boolean
export type EventMeant = string | string[] | { event: string | string[]; filters?: Logic; name?: string }
export type MetricMeant =
  | string
  | { measure?: string; event?: EventMeant; property?: string; filters?: Logic; name?: string; cuts?: Cuts }
  | { metric: string; name?: string }
/** Where buckets begin, or into how many parts with as many people; of intervals they are durations. */
export type Cuts = number[] | string[] | 'median' | 'quartiles' | 'fifths'
export type Unit = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'

export type QueryValue = {
  kind:
    | 'trend'
    | 'funnel'
    | 'paths'
    | 'retention'
    | 'pivot'
    | 'attribution'
    | 'people'
    | 'distribution'
    | 'interval'
    | 'lift'
    | 'events'
  range?: Range
  timezone?: string
  filters?: Logic
  metrics?: MetricMeant[]
  dimensions?: string[]
  steps?: EventMeant[]
  order?: { by: string; desc?: boolean }[]
  limit?: number
  /** events: so many newer ones are left out. */
  offset?: number
  unit?: Unit
  compare?: 'none' | 'previous' | 'year'
  subtotals?: boolean
  columns?: number
  mode?: 'ordered' | 'any' | 'strict'
  by?: 'person' | 'session'
  window?: string
  session?: string
  half_life?: string
  periods?: number | number[]
  /** retention: a property that is summed since the first event. */
  value?: string
  start?: EventMeant
  end?: EventMeant
  exclude?: EventMeant
  length?: number
  nodes?: number
  merge_repeats?: boolean
  node?: string
  touches?: Record<string, unknown>
  goal?: Record<string, unknown>
  /** attribution: what touches cost. */
  cost?: Record<string, unknown> | string
  /** attribution: with the people of first touches. */
  people?: boolean
  models?: string[]
  cuts?: Cuts
  of?: QueryValue
  cell?: Cell
}

/** Which number of an answer is meant (docs/query.md, people). */
export type Cell = {
  step?: number
  side?: string
  cohort?: string
  period?: number
  from?: string | number
  to?: string | number
  /** Of a distribution or interval: one for each axis, null for any. */
  buckets?: (number | null)[]
}

export type Value = string | number | null
export type QueryAnswer = {
  columns: string[]
  rows: Value[][]
  row_count: number
  is_cut: boolean
  seq: string | number
  engine: string
  /** Whose customers were counted. */
  scope: Schemas['ScopeTold']
  names: { dimension: string; value: string; name: string }[]
}

/** How an answer is drawn. */
export type Look =
  | 'number'
  | 'line'
  | 'area'
  | 'bar'
  | 'stacked'
  | 'pie'
  | 'table'
  | 'funnel'
  | 'sankey'
  | 'moves'
  | 'cohort'
  | 'curve'
  | 'heatmap'
  | 'calendar'
  | 'divisions'
  | 'matrix'
  | 'pivot'
  | 'attribution'
  | 'spread'
  | 'cells'
  | 'rfm'
  | 'lift'

/** How a pivot is shown, kept beside its query: what each figure stands as, heat, and by what rows are ordered. */
export type PivotAs = 'value' | 'row' | 'column' | 'whole' | 'running'
export type PivotShow = {
  as?: PivotAs[]
  heat?: boolean
  /** By a figure of a column (absent: that over all), or by name. */
  sort?: { column?: string; figure?: number; desc: boolean }
}

/** What a metric is to reach in its days, beside what it is. */
export type Goal = {
  id: string
  scene: string
  from_on: string
  to_on: string
  owner_name: string | null
  /** In the unit of the metric; of ratios in ten-thousandths. */
  value: number
  is_ceiling: boolean
  actual_num: number
  actual_den: number
  expected: number
  state: 'waiting' | 'on_pace' | 'behind' | 'reached' | 'missed' | 'unknown'
}

export type LookProps = {
  query: QueryValue
  answer: QueryAnswer
  height?: number
  /** Of a number: with what it stands beside. */
  compare?: 'previous' | 'year'
  /** Of a number: what it stands beside, where it is known already. */
  before?: Value[][]
  goal?: Goal
  /** A number was chosen: who stands behind it. */
  onCell?: (cell: Cell) => void
  show?: PivotShow
  onShow?: (show: PivotShow) => void
  /** Of a pivot: the people behind a cell, as a query. */
  onPeople?: (people: { title: string; query: QueryValue }) => void
}

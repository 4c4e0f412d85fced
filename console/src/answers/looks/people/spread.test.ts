import { expect, test } from 'vitest'
import { EVERYBODY } from '@/testing/scope'
import type { QueryAnswer, QueryValue } from '../../types'
import { bucketsOf, cutsOf, partsOf, spreadUnit } from './spread'

const query: QueryValue = {
  kind: 'distribution',
  metrics: [
    { measure: 'recency', event: 'order.paid', cuts: [25] },
    { measure: 'sum', event: 'order.paid', property: 'paid_fen', cuts: 'median' },
  ],
}
const answer: QueryAnswer = {
  columns: ['bucket', 'from', 'to', 'bucket_2', 'from_2', 'to_2', 'people', 'share', 'total', 'total_2'],
  rows: [
    [null, null, null, null, null, null, 10, 1, 300, 9000],
    [1, null, 25, 1, null, 500, 4, 0.4, 40, 1000],
    [1, null, 25, 2, 500, null, 1, 0.1, 10, 3000],
    [2, 25, null, 1, null, 500, 2, 0.2, 100, 500],
    [2, 25, null, 2, 500, null, 3, 0.3, 150, 4500],
  ],
  row_count: 5,
  is_cut: false,
  seq: 1,
  engine: 'duckdb',
  scope: EVERYBODY,
  names: [],
}

test('rows become cells of axes, and the row of all stands apart', () => {
  const [part] = partsOf(query, answer)
  expect(part?.whole.people).toBe(10)
  expect(part?.buckets.map((b) => b.people)).toEqual([4, 1, 2, 3])
  expect(bucketsOf(part!, 1).map((b) => b.ends)).toEqual([
    { from: null, to: 500 },
    { from: 500, to: null },
  ])
  expect(cutsOf(part, 0)).toEqual([25])
})
test('what is summed has the unit of its property', () => {
  expect(spreadUnit(query, 'total_2')).toBe('fen')
  expect(spreadUnit(query, 'total')).toBe('count')
  expect(spreadUnit(query, 'people')).toBeUndefined()
})

import { expect, test } from 'vitest'
import { EVERYBODY } from '@/testing/scope'
import { matrixOf, quietest } from './matrix'

const answer = {
  columns: ['hour_of_day', 'property.shop', 'level', 'people'],
  rows: [
    [null, null, 0, 3],
    [9, null, 1, 3],
    [10, null, 1, 1],
    [9, 'a', 2, 2],
    [9, 'b', 2, 2],
    [10, 'b', 2, 1],
  ],
  row_count: 6,
  is_cut: false,
  seq: 1,
  engine: 'duckdb',
  scope: EVERYBODY,
  names: [],
}
const query = { kind: 'pivot' as const, dimensions: ['hour_of_day', 'property.shop'], subtotals: true }

test('every hour has a row, the greatest column comes first, totals are those of the server', () => {
  const m = matrixOf(query, answer, 'people')
  expect(m.rows).toHaveLength(24)
  expect(m.columns).toEqual(['b', 'a'])
  expect(m.cells[9]).toEqual([2, 2])
  expect(m.cells[3]).toEqual([null, null])
  expect([m.totals[9], m.totals[10], m.totals[3], m.whole]).toEqual([3, 1, null, 3])
})
test('the quietest hours are those with least', () => {
  const busy = matrixOf(query, answer, 'people')
  expect(quietest({ ...busy, rows: [9, 10], totals: [3, 1] }, 1)).toEqual([10])
})

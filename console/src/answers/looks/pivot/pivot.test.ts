import { expect, test } from 'vitest'
import type { QueryAnswer, QueryValue } from '../../types'
import { behind, conditionOf } from './behind'
import { highestOf, pivotOf, rowsOf, runningOf, shareOf, TOTAL } from './pivot'

const query: QueryValue = {
  kind: 'pivot',
  dimensions: ['property.city', 'month', 'property.way'],
  columns: 1,
  subtotals: true,
  metrics: [{ measure: 'people', event: 'order.paid' }],
}
const answer = {
  columns: ['property.city', 'month', 'property.way', 'level', 'column_level', 'people:order.paid'],
  rows: [
    [null, null, null, 0, 0, 9],
    [null, null, 'scan', 0, 1, 8],
    [null, null, 'card', 0, 1, 2],
    ['A', null, null, 1, 0, 4],
    ['B', null, null, 1, 0, 6],
    ['A', null, 'scan', 1, 1, 4],
    ['B', null, 'scan', 1, 1, 5],
    ['B', null, 'card', 1, 1, 2],
    ['B', '2026-02', null, 2, 0, 2],
    ['B', '2026-01', null, 2, 0, 5],
    ['A', '2026-01', null, 2, 0, 4],
    ['A', '2026-01', 'scan', 2, 1, 4],
    ['B', '2026-02', 'scan', 2, 1, 2],
    ['B', '2026-01', 'scan', 2, 1, 3],
    ['B', '2026-01', 'card', 2, 1, 2],
  ],
} as unknown as QueryAnswer

test('an answer is a tree of rows by columns, each total as it was asked', () => {
  const pivot = pivotOf(query, answer)
  expect(pivot.columns.map((c) => c.path)).toEqual([['scan'], ['card'], []])
  const rows = rowsOf(pivot, undefined, new Set())
  expect(rows.map((r) => r.path.join(' '))).toEqual(['B', 'B 2026-01', 'B 2026-02', 'A', 'A 2026-01'])
  expect(rows[0]!.cells.get(TOTAL)).toEqual([6])
  expect(rowsOf(pivot, undefined, new Set(['["B"]'])).length).toBe(3)
  expect(rowsOf(pivot, { column: '["card"]', figure: 0, desc: false }, new Set())[0]!.path).toEqual(['A'])
  expect(rowsOf(pivot, { desc: true }, new Set()).map((r) => r.path.at(-1))[1]).toBe('2026-02')
  expect(shareOf(pivot, rows[1]!, '["card"]', 0, 'row')).toBe(0.4)
  expect(shareOf(pivot, rows[1]!, '["card"]', 0, 'column')).toBe(1)
  expect(highestOf(pivot, rows, 0)).toBe(4)
  expect(runningOf(pivot, rows, 0).get('["B","2026-02"] ["scan"]')).toBe(5)
})
test('behind a cell stand those who did it, there and then', () => {
  expect(conditionOf('month', '2025-12')).toEqual([
    { '>=': [{ var: 'occurred_at' }, '2025-12-01'] },
    { '<': [{ var: 'occurred_at' }, '2026-01-01'] },
  ])
  expect(conditionOf('quarter', '2026-Q4')[1]).toEqual({ '<': [{ var: 'occurred_at' }, '2027-01-01'] })
  expect(conditionOf('hour', '2026-11-22 09:00')[2]).toEqual({ '==': [{ var: 'hour_of_day' }, 9] })
  expect(behind({ ...query, filters: true }, 0, [{ dimension: 'property.city', value: null }], [])).toEqual({
    kind: 'people',
    range: undefined,
    steps: [{ event: 'order.paid' }],
    filters: { and: [true, { '==': [{ var: 'property.city' }, null] }] },
  })
})

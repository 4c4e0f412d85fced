import { expect, test } from 'vitest'
import type { Schemas } from '@/api/client'
import { cellOf, changeOf, type Figures, figureOf, pointsShown, spreadOf, toneOf, treeOf } from './figures'
import { daysIn, rangeAsked, rangeOf, unitFor } from './period'

const figures = (some: Partial<Figures>) => ({ people_before: 0, joined: 0, churned: 0, ...some }) as Figures
const cohort = (size: number, reached: number[], retained: number[], key = 'a') =>
  ({ key, label: null, parent_key: null, size, reached, retained }) as Schemas['CohortRow']

test('a rate without a denominator is none, not nought', () => {
  expect(figureOf(figures({}), 'churn_rate')).toBeNull()
  expect(figureOf(figures({ people_before: 90, joined: 10, churned: 5 }), 'churn_rate')).toBe(0.05)
  expect(changeOf(5, 0)).toBeNull()
  expect(changeOf(5, 4)).toBe(0.25)
  expect(changeOf(-1, -2)).toBe(0.5)
})
test('a cell counts those who have reached the day, and says when some have not', () => {
  expect(cellOf(cohort(100, [40], [30]), 0)).toEqual({
    share: 0.75,
    size: 40,
    kept: 30,
    isComplete: false,
    isSmall: false,
  })
  expect(cellOf(cohort(100, [0], [0]), 0).share).toBeNull()
  expect(cellOf(cohort(20, [20], [20]), 0).isSmall).toBe(true)
})
test('colour is relative to the whole, symmetric, and small cohorts have none', () => {
  const total = cohort(1000, [1000, 0], [900, 0])
  const board = {
    points: [1, 7],
    total,
    rows: [cohort(100, [100, 0], [80, 0])],
  } as unknown as Schemas['RetentionBoard']
  expect(pointsShown(board)).toEqual([0])
  const spread = spreadOf(board, [0])
  expect(spread).toBeCloseTo(0.1)
  expect(toneOf(cellOf(board.rows[0]!, 0), cellOf(total, 0), spread)).toBeCloseTo(-1)
  expect(toneOf(cellOf(cohort(10, [10], [1]), 0), cellOf(total, 0), spread)).toBe(0)
})
test('rows stand under their parents; whose parent is not there is a root', () => {
  const rows = [
    { key: '1', parent_key: null },
    { key: '2', parent_key: '1' },
    { key: '3', parent_key: 'gone' },
  ]
  expect(treeOf(rows).map((r) => [r.key, r.children?.length ?? 0])).toEqual([
    ['1', 1],
    ['3', 0],
  ])
})
test('presets are inclusive business days', () => {
  expect(rangeOf('last7', '2026-03-03')).toEqual({ from: '2026-02-25', to: '2026-03-03' })
  expect(rangeOf('lastMonth', '2024-03-31')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  expect(rangeOf('thisMonth', '2026-11-27')).toEqual({ from: '2026-11-01', to: '2026-11-27' })
  expect(daysIn(rangeOf('last365', '2026-11-27'))).toBe(365)
})
test('the address decides, and nonsense in it is the usual 30 days', () => {
  expect(rangeAsked({ from: '2026-01-01', to: '2026-01-31' }, '2026-11-27').preset).toBeUndefined()
  expect(rangeAsked({ from: '2026-02-01', to: '2026-01-31' }, '2026-11-27').preset).toBe('last30')
  expect(rangeAsked({ range: 'yesterday' }, '2026-11-27').from).toBe('2026-11-26')
  expect(unitFor({ from: '2026-01-01', to: '2026-11-27' })).toBe('month')
})

import { expect, test } from 'vitest'
import { askedOf, changed, dropped, figureOf, type Layout, layoutOf, placed, shifted, unvalued, valued } from './wells'

const layout: Layout = { rows: ['month'], columns: ['type'], values: ['events'], show: { sort: { desc: true } } }

test('a dimension stands in one well, once, and what rows were ordered by goes', () => {
  const next = placed(layout, 'month', 'columns', 0)!
  expect(next).toEqual({ rows: [], columns: ['month', 'type'], values: ['events'], show: { sort: undefined } })
  expect(askedOf(next)).toEqual({ dimensions: ['month', 'type'], columns: 2, metrics: ['events'], subtotals: true })
  expect(layoutOf({ kind: 'pivot', ...askedOf(next) }, {}).columns).toEqual(['month', 'type'])
  expect(askedOf(dropped(next, 'type')).columns).toBe(1)
  const full = { ...layout, rows: ['day', 'week', 'month', 'year'] }
  expect(placed(full, 'source', 'rows')).toBeNull()
  expect(placed(full, 'day', 'rows')!.rows).toEqual(['week', 'month', 'year', 'day'])
})
test('what a figure is shown as goes with it', () => {
  const two = changed(valued(layout, { measure: 'people', event: 'order.paid' })!, 1, 'people', 'row')
  expect(two.show.as).toEqual(['value', 'row'])
  const turned = shifted(two, 'values', 1, -1)
  expect([turned.values, turned.show.as]).toEqual([
    ['people', 'events'],
    ['row', 'value'],
  ])
  expect(unvalued(turned, 1).show.as).toEqual(['row'])
})
test('a property is a sum among the values, a day is no figure', () => {
  expect(figureOf({ kind: 'dimension', name: 'property.paid_fen' })).toEqual({
    measure: 'sum',
    event: '*',
    property: 'paid_fen',
  })
  expect(figureOf({ kind: 'dimension', name: 'day' })).toBeNull()
})

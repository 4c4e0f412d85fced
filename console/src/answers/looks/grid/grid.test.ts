import { expect, test } from 'vitest'
import type { CatalogueMetric } from '../../queries'
import { isSum } from '../../sums'
import { darkest, monthsOf, weeksOf } from './calendar'
import { DIVISIONS, divisionOf, foundIn } from './divisions'

test('weeks begin on Monday, and a range within them', () => {
  const weeks = weeksOf(['2026-11-28', '2026-11-29', '2026-11-30', '2026-12-01'])
  expect(weeks).toEqual([
    [null, null, null, null, null, '2026-11-28', '2026-11-29'],
    ['2026-11-30', '2026-12-01', null, null, null, null, null],
  ])
  expect(monthsOf(weeks)).toEqual([
    { month: '2026-11', weeks: 1 },
    { month: '2026-12', weeks: 1 },
  ])
})
test('one great day does not make the others pale', () => {
  expect(darkest([...new Array<number>(40).fill(10), 9000])).toBe(10)
  expect(darkest([0, null])).toBe(1)
})
test('every division is there once, under its names, and no two share a tile', () => {
  expect(DIVISIONS.length).toBe(34)
  expect(new Set(DIVISIONS.map((d) => `${d.column} ${d.row}`)).size).toBe(34)
  expect(new Set(DIVISIONS.map((d) => d.code)).size).toBe(34)
  expect(divisionOf('内蒙古自治区')?.code).toBe('NM')
  expect(divisionOf('浙江省 杭州市')?.code).toBe('ZJ')
  expect(divisionOf('hong kong')?.code).toBe('HK')
  expect(divisionOf('London')).toBeUndefined()
})
test('rates and people of two rows of a province are not added up, sums are', () => {
  const answer = {
    columns: ['property.province', 'level', 'rate'],
    rows: [
      [null, 0, 0.2],
      ['浙江省 杭州市', 1, 0.3],
      ['浙江省 宁波市', 1, 0.1],
      ['广东', 1, 0.4],
      [null, 1, 0.5],
    ],
  }
  const apart = foundIn(answer, 'rate', false)
  expect(apart.found.get('ZJ')?.value).toBeNull()
  expect(apart.found.get('ZJ')?.rows.map((r) => r.figure)).toEqual([0.3, 0.1])
  expect(apart.found.get('GD')?.value).toBe(0.4)
  expect(apart.others).toEqual([[null, 0.5]])
  expect(foundIn(answer, 'rate', true).found.get('ZJ')?.value).toBe(0.4)
})
test('only counts and sums are added up', () => {
  const metric = (key: string, formula: CatalogueMetric['formula']) => ({ key, formula }) as CatalogueMetric
  const catalogue = [
    metric('paid', { measure: 'sum', event: 'order.paid', property: 'paid_fen' }),
    metric('new', { measure: 'people', event: 'contact.added' }),
    metric('rate', { of: { event: 'a' }, over: { event: 'b' } }),
  ]
  expect(isSum('events', catalogue)).toBe(true)
  expect(isSum('people', catalogue)).toBe(false)
  expect(isSum({ event: 'order.paid' }, catalogue)).toBe(true)
  expect(isSum({ measure: 'average', property: 'x' }, catalogue)).toBe(false)
  expect(['paid', 'new', 'rate', 'gone'].map((m) => isSum({ metric: m }, catalogue))).toEqual([
    true,
    false,
    false,
    false,
  ])
})

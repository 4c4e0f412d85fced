import { expect, test } from 'vitest'
import { darkest, monthsOf, weeksOf } from './calendar'
import { DIVISIONS, divisionOf } from './divisions'

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

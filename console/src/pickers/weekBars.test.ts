import { expect, test } from 'vitest'
import { isOvernight, parseClock, weekBars } from './weekBars'

test('an overnight window lies on two days', () => {
  const bars = weekBars([{ weekdays: [7], from: '22:00', until: '06:00' }])
  expect(bars.get(7)).toEqual([{ left: (22 / 24) * 100, width: (2 / 24) * 100 }])
  expect(bars.get(1)).toEqual([{ left: 0, width: 25 }])
  expect(bars.get(2)).toEqual([])
})
test('a window until midnight has no tail', () => {
  const bars = weekBars([{ weekdays: [3], from: '18:00', until: '00:00' }])
  expect(bars.get(3)).toEqual([{ left: 75, width: 25 }])
  expect(bars.get(4)).toEqual([])
})
test('equal ends mean the whole day', () => {
  expect(isOvernight({ weekdays: [], from: '09:00', until: '09:00' })).toBe(true)
  expect(isOvernight({ weekdays: [], from: '09:00', until: '18:00' })).toBe(false)
})
test.each([
  ['9', '09:00'],
  ['930', '09:30'],
  ['9:30', '09:30'],
  ['22：00', '22:00'],
  ['24:00', null],
  ['12:60', null],
  ['noon', null],
])('%s is the time %s', (typed, clock) => expect(parseClock(typed)).toBe(clock))

import { expect, test } from 'vitest'
import { clockOf, lacks, minuteOf, WEEK } from './said'

test('a time of the day is read and said', () => {
  for (const minute of [0, 5, 510, 1439]) expect(minuteOf(clockOf(minute))).toBe(minute)
  expect(clockOf(510)).toBe('08:30')
  for (const wrong of ['', '24:00', '8:60', 'x', '08-30']) expect(minuteOf(wrong)).toBeNull()
})
test('a week needs a day', () => {
  expect(lacks({ every: 'week', weekdays: 0 })).toBe('weekdays')
  expect(lacks({ every: 'week', weekdays: WEEK[6]! })).toBeNull()
  expect(lacks({ every: 'day', weekdays: 0 })).toBeNull()
})

import { expect, test } from 'vitest'
import { isEnough, leftOf } from './left'

const use = { user_id: null, user_name: null, role_name: null, deed: 'export' as const, day_used: 7, month_used: 90 }

test('what is left is never less than nothing, and without a bound it is enough for all', () => {
  expect(leftOf({ ...use, day_max: 5, month_max: 100 })).toEqual({ day: 0, month: 10 })
  expect(leftOf({ ...use, day_max: 0, month_max: 0 })).toEqual({ day: null, month: null })
  expect(isEnough({ day: null, month: null }, 1e9)).toBe(true)
  expect(isEnough({ day: null, month: 10 }, 11)).toBe(false)
  expect(isEnough({ day: 10, month: 10 }, 10)).toBe(true)
})

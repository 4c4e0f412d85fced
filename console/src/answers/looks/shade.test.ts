import { expect, test } from 'vitest'
import { shadeOf } from './shade'

test('what is little can be told from nothing, and the largest is the darkest', () => {
  expect(shadeOf(0)).toBe(0)
  expect(shadeOf(-0.2)).toBe(0)
  expect(shadeOf(0.0001)).toBeGreaterThanOrEqual(11)
  expect(shadeOf(1)).toBe(70)
  expect(shadeOf(1, 50)).toBe(50)
})

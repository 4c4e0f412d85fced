import { expect, test } from 'vitest'
import { isScaled, rowsAt, scrollOf, TRACK_MAX, topMax, topOf, topToShow, trackOf } from './track'

const small = trackOf(1000, 48, 600)
const large = trackOf(1_000_000, 48, 600)

test('a short list scrolls as it is', () => {
  expect(isScaled(small)).toBe(false)
  expect(topOf(small, 1234)).toBe(1234)
  expect(scrollOf(small, 1234)).toBe(1234)
})
test('of a million rows the first and the last are reached', () => {
  expect(isScaled(large)).toBe(true)
  expect(large.height).toBe(TRACK_MAX)
  expect(topOf(large, 0)).toBe(0)
  expect(topOf(large, TRACK_MAX - 600)).toBe(topMax(large))
  expect(rowsAt(large, topMax(large), 0)[1]).toBe(999_999)
})
test('a place goes there and back', () => {
  for (const top of [0, 1, 4_800_000, 24_000_000, topMax(large)])
    expect(topOf(large, scrollOf(large, top))).toBeCloseTo(top, 3)
})
test('rows drawn stay within the list', () => {
  expect(rowsAt(small, 0, 8)).toEqual([0, 29])
  expect(rowsAt(small, topMax(small), 8)[1]).toBe(999)
  expect(rowsAt(trackOf(0, 48, 600), 0, 8)[1]).toBe(-1)
  expect(rowsAt(trackOf(3, 48, 600), 0, 8)).toEqual([0, 2])
})
test('as many rows are drawn at every place, those in sight among them', () => {
  for (const top of [0, 1, 47, 48, 95, 5_000, 5_013, topMax(small) - 1, topMax(small)]) {
    const [first, last] = rowsAt(small, top, 5)
    expect(last - first).toBe(23)
    expect(first * 48).toBeLessThanOrEqual(top)
    expect((last + 1) * 48).toBeGreaterThanOrEqual(top + 600)
  }
})
test('a row in sight moves nothing, others come in by the least', () => {
  expect(topToShow(small, 480, 12)).toBe(480)
  expect(topToShow(small, 480, 3)).toBe(144)
  expect(topToShow(small, 0, 20)).toBe(21 * 48 - 600)
  expect(topToShow(large, 0, 999_999)).toBe(topMax(large))
})

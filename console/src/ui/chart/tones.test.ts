import { expect, test } from 'vitest'
import { lineMarks, tonesFor } from './tones'

test('nine lines are told apart without their colours', () => {
  const seen = Array.from({ length: 9 }, (_, n) => JSON.stringify({ ...lineMarks(n, true, 2), color: undefined }))
  expect(new Set(seen).size).toBe(9)
  expect(new Set(tonesFor(true)).size).toBeGreaterThanOrEqual(8)
})

test('where colours tell lines apart they are plain, and single points are seen where they are asked for', () => {
  expect(lineMarks(3, false, 2)).toEqual({ symbol: 'none', symbolSize: 0, lineStyle: { width: 2 } })
  expect(lineMarks(3, false, 2, 6)).toMatchObject({ symbol: 'circle', symbolSize: 6 })
})

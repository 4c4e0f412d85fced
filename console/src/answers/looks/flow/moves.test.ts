import { expect, test } from 'vitest'
import { movesOf } from './moves'

test('moves of all steps are added up, staying is none, and one name is one channel', () => {
  const names: Record<string, string> = { sync: 'WeCom', wecom: 'WeCom', oa: 'Account', 'shop:1': 'Mall' }
  const moves = movesOf(
    [
      [1, 'oa', 'wecom', 5],
      [2, 'oa', 'sync', 2],
      [1, 'wecom', 'sync', 9],
      [2, 'wecom', 'shop:1', 3],
      [3, 'shop:1', null, 4],
    ],
    (v) => names[v] ?? v,
  )
  expect(moves.channels).toEqual(['WeCom', 'Account', 'Mall'])
  expect(moves.cells).toEqual([
    [0, 0, 3],
    [7, 0, 0],
    [0, 0, 0],
  ])
  expect(moves.whole).toBe(10)
})

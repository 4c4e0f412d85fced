import { expect, test } from 'vitest'
import { bottom, bounded, laidOut } from './layout'

const box = (id: string, x: number, y: number, w = 6, h = 2) => ({ id, x, y, w, h })
const places = (tiles: { id: string; x: number; y: number }[]) =>
  Object.fromEntries(tiles.map((t) => [t.id, [t.x, t.y]]))

test('who is in the way of a moved tile goes below it, and gaps close', () => {
  const tiles = [box('a', 0, 0), box('b', 6, 0), box('c', 0, 2)]
  expect(places(laidOut([{ ...tiles[1]!, x: 0 }, tiles[0]!, tiles[2]!], 'b'))).toEqual({
    b: [0, 0],
    a: [0, 2],
    c: [0, 4],
  })
  expect(places(laidOut([box('a', 0, 7)]))).toEqual({ a: [0, 0] })
})
test('no two tiles ever overlap', () => {
  for (let seed = 1; seed < 40; seed++) {
    const n = (k: number) => (seed * 7919 + k * 104729) % 11
    const tiles = Array.from({ length: 8 }, (_, i) =>
      bounded(box(String(i), n(i), n(i + 8), 2 + (n(i + 3) % 6), 2 + (n(i + 5) % 3))),
    )
    const out = laidOut(tiles, '3')
    for (const a of out)
      for (const b of out)
        if (a.id < b.id) expect(a.x >= b.x + b.w || b.x >= a.x + a.w || a.y >= b.y + b.h || b.y >= a.y + a.h).toBe(true)
  }
})
test('a tile stays within the columns, a new one goes below', () => {
  expect(bounded(box('a', 11, -2, 20, 1))).toEqual({ id: 'a', x: 0, y: 0, w: 12, h: 2 })
  expect(bottom([box('a', 0, 3)])).toBe(5)
})

import { expect, test } from 'vitest'
import { arranged, arrangementOf, DEFAULT, ordered } from './arrangement'

const all = ['name', 'state', 'tags'].map((key) => ({ key, width: 100 }))

test('columns stand as a person put them, new ones behind', () => {
  expect(ordered(all, ['tags', 'gone', 'name']).map((c) => c.key)).toEqual(['tags', 'name', 'state'])
  expect(ordered(all, [])).toEqual(all)
})
test('the name is always there, the others may be hidden and have their width', () => {
  const list = arranged(all, { order: [], hidden: ['name', 'state'], widths: { tags: 240 } })
  expect(list).toEqual([
    { key: 'name', width: 100 },
    { key: 'tags', width: 240 },
  ])
})

test('what cannot be read of a kept arrangement is as it was made', () => {
  expect(arrangementOf(null)).toEqual(DEFAULT)
  expect(arrangementOf({ order: 'name', hidden: null, widths: [3] })).toEqual({ ...DEFAULT, widths: { 0: 3 } })
  expect(arrangementOf({ order: ['name', 7], hidden: [], widths: { name: 'wide', phone: 90, tags: -1 } })).toEqual({
    order: ['name'],
    hidden: [],
    widths: { phone: 90 },
  })
})

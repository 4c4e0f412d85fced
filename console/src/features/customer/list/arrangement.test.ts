import { expect, test } from 'vitest'
import { arranged, ordered } from './arrangement'

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

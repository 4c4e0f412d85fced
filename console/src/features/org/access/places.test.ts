import { expect, test } from 'vitest'
import { placeChoices, placeOf, placeValue } from './places'

test('a place is chosen by one text and read back', () => {
  for (const kind of ['region', 'store', 'department'] as const)
    expect(placeOf(placeValue({ kind, place_id: '12' }))).toEqual({ kind, place_id: '12' })
  for (const none of ['stores', 'moon:1', 'store:']) expect(placeOf(none)).toBeNull()
})

test('a branch without anything to choose is left out', () => {
  const words = { stores: '门店', departments: '部门' }
  expect(placeChoices(undefined, [], words)).toEqual([])
  const region = { id: '1', parent_id: null, name: '华东', sort: 1, store_count: 0, revision: 1 }
  const choices = placeChoices({ regions: [region], stores: [], unplaced_count: 0 }, [], words)
  expect(choices.map((c) => [c.title, c.children.map((x) => x.value)])).toEqual([['门店', ['region:1']]])
})

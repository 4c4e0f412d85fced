import { expect, test } from 'vitest'
import { askedBy, isSame, placeOf, readFilter, tidy } from './filter'

test('what says nothing is left out, and so two filters are compared', () => {
  expect(tidy({ range: { days: 7 }, channel: [], owner: undefined })).toEqual({ range: { days: 7 } })
  expect(isSame({ channel: [] }, {})).toBe(true)
  expect(isSame({ compare: 'none' }, {})).toBe(false)
})
test('an address that is no filter is none', () => {
  expect(readFilter('{"range":{"days":7}}')).toEqual({ range: { days: 7 } })
  for (const bad of [undefined, '', '[]', 'x', '1', 'null']) expect(readFilter(bad)).toBeUndefined()
})
test('what a condition asks is told by name', () => {
  expect(askedBy({ condition: { has_relation: { in: [{ var: 'store_id' }, ['1']] } }, missing: 'person' })).toEqual([
    'owner',
  ])
  expect(askedBy({ condition: { '==': [{ var: 'property.city' }, '上海'] }, missing: 'city' })).toEqual([
    'property.city',
  ])
  expect(askedBy({ condition: { has_tag: ['7'] }, missing: 'person' })).toEqual(['has_tag'])
})
test('where a board was refused is found', () => {
  expect(placeOf('tiles[2].query.metrics[0]')).toEqual({ tile: 2, member: 'metrics[0]' })
  expect(placeOf('tiles[0]')).toEqual({ tile: 0, member: 'query' })
  for (const other of [null, 'name', 'tiles']) expect(placeOf(other)).toBeUndefined()
})

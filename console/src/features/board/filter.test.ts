import { expect, test } from 'vitest'
import { askedBy, isSame, readFilter, tidy } from './filter'

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

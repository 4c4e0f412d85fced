import { expect, test } from 'vitest'
import { filtersOf, logicOf } from './filter'

test('what was clicked comes back from what is asked', () => {
  const filters = {
    any: true,
    list: [
      { name: 'property.paid_fen', op: '>=' as const, value: '10000' },
      { name: 'source', op: 'in' as const, value: 'oa, wecom' },
      { name: 'property.city', op: 'absent' as const, value: '' },
    ],
  }
  const logic = logicOf(filters)
  expect(logic).toEqual({
    or: [
      { '>=': [{ var: 'property.paid_fen' }, 10000] },
      { in: [{ var: 'source' }, ['oa', 'wecom']] },
      { '==': [{ var: 'property.city' }, null] },
    ],
  })
  expect(filtersOf(logic)).toEqual(filters)
})
test('audiences and tags are sets, attributes are of the customer', () => {
  const filters = {
    any: false,
    list: [
      { name: 'in_segment', op: '==' as const, value: '71, 72' },
      { name: 'has_tag', op: '!=' as const, value: '9007199254740993' },
      { name: 'customer.is_staff', op: '==' as const, value: 'true' },
    ],
  }
  const logic = logicOf(filters)
  expect(logic).toEqual({
    and: [
      { in_segment: ['71', '72'] },
      { '!': { has_tag: ['9007199254740993'] } },
      { '==': [{ var: 'customer.is_staff' }, true] },
    ],
  })
  expect(filtersOf(logic)).toEqual(filters)
  expect(filtersOf({ in_segment: '71' })).toEqual({ any: false, list: [{ name: 'in_segment', op: '==', value: '71' }] })
})
test('an unfinished condition asks nothing, one written by hand is left alone', () => {
  expect(logicOf({ any: false, list: [{ name: 'source', op: '==', value: '' }] })).toBeUndefined()
  expect(filtersOf({ '!': [{ var: 'x' }] })).toBeNull()
})

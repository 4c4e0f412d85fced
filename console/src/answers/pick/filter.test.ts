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
test('an unfinished condition asks nothing, one written by hand is left alone', () => {
  expect(logicOf({ any: false, list: [{ name: 'source', op: '==', value: '' }] })).toBeUndefined()
  expect(filtersOf({ '!': [{ var: 'x' }] })).toBeNull()
})

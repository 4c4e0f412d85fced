import { expect, test } from 'vitest'
import {
  constantsOf,
  lacking,
  type Mapping,
  othersOf,
  parsed,
  targetsOf,
  withConstant,
  withOptions,
  withTargets,
  wordsOf,
  wordsText,
} from './mapping'

const order: Mapping = {
  kind: 'order',
  fields: {
    order_no: 'No',
    state: { column: 'No', words: { 'C*': 'closed', '*': 'finished' } },
    currency: { value: 'GBP' },
    buyer_name: { text: '客户 {Customer}' },
  },
  where: [{ column: 'No', present: true }],
}

test('a column may serve several fields', () => {
  expect(targetsOf(order, 'No')).toEqual(['fields.order_no', 'fields.state'])
  expect(targetsOf(order, 'Customer')).toEqual([])
})
test('a field is given by one column: the other gives it up', () => {
  const changed = withTargets(order, 'Number', ['fields.order_no'])
  expect(changed.fields.order_no).toBe('Number')
  expect(targetsOf(changed, 'No')).toEqual(['fields.state'])
  expect(withTargets(order, 'No', []).fields).toEqual({
    currency: { value: 'GBP' },
    buyer_name: { text: '客户 {Customer}' },
  })
})
test('persons and payload of an event', () => {
  const event: Mapping = { kind: 'event', fields: { at: '时间' }, payload: { 金额: '金额' } }
  const whose = withTargets(event, '手机', ['people.phone'])
  expect(whose.people).toEqual([{ kind: 'phone', column: '手机' }])
  expect(withTargets(whose, 'tel', ['people.phone']).people).toEqual([{ kind: 'phone', column: 'tel' }])
  expect(withTargets(whose, '金额', []).payload).toEqual({})
  const typed = withOptions(whose, 'payload.金额', { as: 'money' })
  expect(typed.payload).toEqual({ 金额: { column: '金额', as: 'money' } })
  expect(withOptions(typed, 'payload.金额', { as: undefined }).payload).toEqual({ 金额: '金额' })
})
test('what is fixed, and what is put together', () => {
  expect(constantsOf(order)).toEqual([['currency', 'GBP']])
  expect(constantsOf(withConstant(order, 'currency', undefined))).toEqual([])
  expect(othersOf(order)).toEqual(['buyer_name = 客户 {Customer}', '{"column":"No","present":true}'])
})
test('what is lacking', () => {
  const fields = [
    { name: 'order_no', type: 'code', is_needed: true, words: [] },
    { name: 'created_at', type: 'time', is_needed: true, words: [] },
  ]
  expect(lacking(order, fields)).toEqual(['created_at'])
  expect(lacking({ kind: 'event', fields: {} }, [])).toEqual(['people'])
  expect(lacking({ kind: 'person', fields: {}, match: 'member_no' }, [])).toEqual(['member_no'])
})
test('words as lines', () => {
  expect(wordsOf(wordsText({ 'a=b*': 'paid', '*': 'unpaid' }))).toEqual({ 'a=b*': 'paid', '*': 'unpaid' })
  expect(wordsOf('nothing')).toBeUndefined()
})
test('a document typed by hand', () => {
  expect(parsed('{')).toBeNull()
  expect(parsed('[]')).toBeNull()
  expect(parsed('{"kind":"order","fields":{}}')?.kind).toBe('order')
})

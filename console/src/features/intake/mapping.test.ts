import { expect, test } from 'vitest'
import {
  combinedOf,
  conditionsOf,
  constantsOf,
  lacking,
  lacksName,
  type Mapping,
  notTaken,
  othersOf,
  parsed,
  targetsOf,
  testOf,
  withCombined,
  withCondition,
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
  expect(combinedOf(order)).toEqual([{ target: 'fields.buyer_name', value: '客户 {Customer}' }])
  const first = withCombined(order, 'fields.buyer_name', ['收货人', '买家'])
  expect(first.fields.buyer_name).toEqual({ column: ['收货人', '买家'] })
  expect(combinedOf(first)).toEqual([{ target: 'fields.buyer_name', value: ['收货人', '买家'] }])
  expect(targetsOf(first, '收货人')).toEqual([])
  expect(withCombined(first, 'fields.buyer_name', undefined).fields.buyer_name).toBeUndefined()
  const payload: Mapping = { kind: 'event', fields: {}, payload: { a: { column: ['x', 'y'], as: 'money' } } }
  expect(withCombined(payload, 'payload.a', '{x}').payload).toEqual({ a: { text: '{x}', as: 'money' } })
})
test('conditions have one test each in the table; those of several stay in the document', () => {
  expect(testOf(conditionsOf(order)[0]!)).toEqual({ test: 'present', words: [] })
  const where = [
    { column: 'No', present: false },
    { column: '类型', not_in: '作废' },
    { column: '金额', above: 0 },
    { column: '名称', like: ['*奶粉*'] },
    { column: 'No', present: true, like: 'A*' },
  ]
  const mapping = { ...order, where }
  expect(conditionsOf(mapping).map((c) => testOf(c))).toEqual([
    { test: 'absent', words: [] },
    { test: 'not_in', words: ['作废'] },
    { test: 'above', words: ['0'] },
    { test: 'like', words: ['*奶粉*'] },
    { words: [] },
  ])
  expect(othersOf(mapping)).toEqual(['{"column":"No","present":true,"like":"A*"}'])
})
test('a condition is changed, added and dropped', () => {
  const changed = withCondition(order, 0, { column: '类型', test: 'in', words: ['正常'] })
  expect(changed.where).toEqual([{ column: '类型', in: ['正常'] }])
  const more = withCondition(changed, 1, { column: '金额', test: 'below', words: ['9.5'] })
  expect(more.where).toEqual([
    { column: '类型', in: ['正常'] },
    { column: '金额', below: '9.5' },
  ])
  expect(withCondition(more, 0, undefined).where).toEqual([{ column: '金额', below: '9.5' }])
  expect('where' in withCondition(order, 0, undefined)).toBe(false)
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

test('columns that go nowhere are told, with the reason there is', () => {
  const mapping: Mapping = { kind: 'person', fields: { phone: '手机' } }
  const columns = [
    { name: '手机', samples: ['1'], reason: null },
    { name: '门店', samples: ['南京'], reason: 'import.column_of_staff' },
    { name: '空', samples: [], reason: null },
  ]
  expect(notTaken(mapping, columns)).toEqual({ names: ['门店'], reasons: ['import.column_of_staff'] })
  expect(notTaken({ ...mapping, kind: 'order' }, columns).reasons).toEqual([])
  expect(lacksName(mapping)).toBe(true)
  expect(lacksName({ ...mapping, rule: 'fill' })).toBe(false)
})

import { expect, test } from 'vitest'
import { asksNothing, type Condition, type Conditions, conditionsOf, isWhole, ruleOf } from './rule'

const items: Condition[] = [
  { kind: 'value', name: 'sugar', op: '==', value: '半糖' },
  { kind: 'value', name: 'points', op: '>=', value: 100 },
  { kind: 'one_of', name: 'city', values: ['上海', '北京'] },
  { kind: 'empty', name: 'birthday' },
  { kind: 'did', type: 'order.paid', window: '30d' },
  { kind: 'did_not', type: 'promo.opened', window: 'ever' },
  { kind: 'count', type: 'order.paid', window: '90d', op: '>=', value: 2 },
  { kind: 'sum', type: 'order.paid', property: 'amount_fen', window: '30d', op: '>=', value: 100000 },
  { kind: 'tag', ids: ['12', '13'] },
  { kind: 'relation', field: 'store_id', values: ['5'] },
  { kind: 'relation', field: 'staff_id', values: [] },
  { kind: 'segment', ids: ['7'] },
  { kind: 'did', type: 'page.viewed', window: 'ever', where: [{ name: 'page', op: '==', value: '/sale' }] },
  {
    kind: 'sum',
    type: 'order.paid',
    property: 'paid_fen',
    window: '30d',
    op: '>=',
    value: 5,
    where: [
      { name: 'shop_id', op: '==', value: '3' },
      { name: 'paid_fen', op: '>', value: 100 },
    ],
  },
]

test('what is clicked together comes back as it was', () => {
  for (const all of [true, false]) {
    const conditions: Conditions = { all, items }
    expect(conditionsOf(ruleOf(conditions))).toEqual(conditions)
  }
  for (const item of items) expect(conditionsOf(ruleOf({ all: true, items: [item] }))?.items).toEqual([item])
})
test('groups stand in groups, and may be excluded', () => {
  const inner: Conditions = { all: false, not: true, items: items.slice(0, 2) }
  const conditions: Conditions = { all: true, items: [...items, inner, { all: false, items: [inner] }] }
  expect(conditionsOf(ruleOf(conditions))).toEqual(conditions)
  const excluded: Conditions = { all: true, not: true, items: items.slice(0, 1) }
  expect(conditionsOf(ruleOf(excluded))).toEqual(excluded)
})
test('any of one condition stays any, and the last condition may go without the builder becoming text', () => {
  const any: Conditions = { all: false, items: items.slice(0, 1) }
  expect(conditionsOf(ruleOf(any))).toEqual(any)
  expect(conditionsOf(ruleOf({ all: true, items: [] }))).toEqual({ all: true, items: [] })
})
test('any and none stay chosen without a condition, which is neither tried nor saved', () => {
  for (const chosen of [{ all: false }, { all: true, not: true }, { all: false, not: true }]) {
    const rule = ruleOf({ ...chosen, items: [] })
    const read = conditionsOf(rule)
    expect(read).toEqual({ ...chosen, items: [] })
    expect(isWhole(read!)).toBe(false)
    expect(asksNothing(rule)).toBe(true)
  }
  expect(asksNothing('')).toBe(true)
  expect(asksNothing('{"has_tag":["1"]}')).toBe(false)
  expect(asksNothing('{')).toBe(false)
})
test('what is not chosen yet is not whole', () => {
  expect(isWhole({ all: true, items })).toBe(true)
  expect(isWhole({ all: true, items: [] })).toBe(false)
  expect(isWhole({ all: true, items: [{ all: true, items: [{ kind: 'tag', ids: [] }] }] })).toBe(false)
})
test('what the builder cannot show is left as text', () => {
  for (const rule of ['{', '1', '{"if":[1,2,3]}', '{"and":[{"or":[]}]}', '{"==":[{"var":"a"},{"var":"b"}]}'])
    expect(conditionsOf(rule)).toBeNull()
})

import { expect, test } from 'vitest'
import { type Condition, type Conditions, conditionsOf, ruleOf } from './rule'

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
]

test('what is clicked together comes back as it was', () => {
  for (const all of [true, false]) {
    const conditions: Conditions = { all, items }
    expect(conditionsOf(ruleOf(conditions))).toEqual(conditions)
  }
  for (const item of items) expect(conditionsOf(ruleOf({ all: true, items: [item] }))?.items).toEqual([item])
})
test('what the builder cannot show is left as text', () => {
  for (const rule of ['{', '1', '{"if":[1,2,3]}', '{"and":[{"or":[]}]}', '{"==":[{"var":"a"},{"var":"b"}]}'])
    expect(conditionsOf(rule)).toBeNull()
})

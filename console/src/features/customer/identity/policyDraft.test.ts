import { expect, test } from 'vitest'
import { differenceOf, type Kind } from './policyDraft'

const kind = (word: string, verified: Kind['verified'], said: Kind['said']) =>
  ({ kind: word, verified, said, is_anchor: false, is_one: true }) as unknown as Kind
const POLICY = { likeness: 'careful' as const, kinds: [kind('phone', 'merge', 'ask'), kind('email', 'ask', 'keep')] }

test('policies that do the same do not differ, whatever else is told of their kinds', () => {
  expect(differenceOf(POLICY, POLICY)).toBeNull()
  const told = POLICY.kinds.map((k) => ({ ...k, is_one: false }))
  expect(differenceOf(POLICY, { ...POLICY, kinds: told.reverse() })).toBeNull()
})

test('of how alike two must be, from which to which', () => {
  expect(differenceOf(POLICY, { ...POLICY, likeness: 'wide' })).toEqual({
    likeness: { from: 'careful', to: 'wide' },
    acts: [],
  })
})

test('of each kind, what is done with it when it is verified and when it is said', () => {
  const kinds = [kind('phone', 'ask', 'keep'), kind('email', 'ask', 'ask')]
  expect(differenceOf(POLICY, { ...POLICY, kinds })).toEqual({
    likeness: null,
    acts: [
      { kind: 'phone', of: 'verified', from: 'merge', to: 'ask' },
      { kind: 'phone', of: 'said', from: 'ask', to: 'keep' },
      { kind: 'email', of: 'said', from: 'keep', to: 'ask' },
    ],
  })
})

test('a kind only one of them knows is nothing to decide about', () => {
  expect(differenceOf(POLICY, { ...POLICY, kinds: [...POLICY.kinds, kind('wechat', 'merge', 'ask')] })).toBeNull()
  expect(differenceOf(POLICY, { ...POLICY, kinds: POLICY.kinds.slice(1) })).toBeNull()
})

import { expect, test } from 'vitest'
import { differenceOf, fittingScope, isSame, matrixOf, NEW_ROLE, type Permission, toggled } from './matrix'

const permission = (word: string, needs_all = false): Permission => ({
  word,
  noun: word.split('.')[0]!,
  about: word,
  needs_all,
  is_given: true,
})
const all = [
  permission('org.read'),
  permission('user.read'),
  permission('user.write'),
  permission('user.view_as', true),
  permission('customer.read'),
  permission('customer.write'),
  permission('customer.reveal'),
  permission('welcome.read', true),
  permission('rocket.launch'),
]

test('permissions stand by module and noun, with what is neither read nor write beside', () => {
  const groups = matrixOf(all)
  expect(groups.map((g) => g.module)).toEqual(['customer', 'reach', 'org', 'system'])
  const customer = groups[0]!.rows[0]!
  expect([customer.read?.word, customer.write?.word, customer.others.map((p) => p.word)]).toEqual([
    'customer.read',
    'customer.write',
    ['customer.reveal'],
  ])
  expect(groups[3]!.rows[0]!.others[0]!.word).toBe('rocket.launch')
})

// before                                    word               on      after
const clicks: [string[], string, boolean, string[]][] = [
  [[], 'customer.write', true, ['customer.read', 'customer.write']],
  [[], 'customer.reveal', true, ['customer.read', 'customer.reveal']],
  [[], 'rocket.launch', true, ['rocket.launch']],
  [['customer.read', 'customer.write'], 'customer.write', false, ['customer.read']],
  [['org.read', 'customer.read', 'customer.reveal'], 'customer.read', false, ['org.read']],
]
test.each(clicks)('%j, %s turned %s, is %j', (before, word, on, after) => {
  expect(toggled(before, word, on, all)).toEqual(after)
})

test('a role that does not see everything loses what is on the whole brand', () => {
  const had = ['user.read', 'user.view_as', 'welcome.read']
  expect(fittingScope(had, 'all', all)).toEqual(had)
  expect(fittingScope(had, 'store', all)).toEqual(['user.read'])
})

test('two roles differ in permissions, scope and masks', () => {
  const other = {
    permissions: ['org.read', 'user.read'],
    scope: 'store' as const,
    masks: { ...NEW_ROLE.masks, phone: 'clear' as const },
    landing: '/',
  }
  const base = { ...NEW_ROLE, permissions: ['org.read', 'customer.read'] }
  expect(differenceOf(base, other)).toEqual({
    added: ['user.read'],
    removed: ['customer.read'],
    scope: { from: 'self', to: 'store' },
    masks: [{ field: 'phone', from: 'masked', to: 'clear' }],
  })
  expect(isSame(differenceOf(base, base))).toBe(true)
})

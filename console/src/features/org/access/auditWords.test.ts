import { expect, test } from 'vitest'
import { actionParts, detailText, refParts } from './auditWords'

// action                                  verb       what
const lines: [string, string, string][] = [
  ['POST /api/stores', 'create', 'stores'],
  ['PUT /api/stores/{id}', 'change', 'stores'],
  ['DELETE /api/users/12/totp', 'delete', 'users / totp'],
  ['POST /api/stores/{id}/move', 'do', 'stores / move'],
  ['PATCH /api/me', 'change', 'me'],
]
test.each(lines)('%s is to %s %s', (action, verb, what) => {
  const parts = actionParts(action)
  expect([parts?.verb, parts?.path.join(' / ')]).toEqual([verb, what])
})
test('an action that is no route stays itself', () => {
  expect(actionParts('customer.phone_revealed')).toBeNull()
})
test('a detail is shown as text, whatever it is', () => {
  expect(detailText(null)).toBe('')
  expect(detailText('user.last_admin')).toBe('user.last_admin')
  expect(detailText({ a: 1 })).toBe('{\n  "a": 1\n}')
})
test('what it was done to is short enough for a column', () => {
  expect(refParts('store:914175550705438732')).toEqual({ noun: 'store', id: '…438732' })
  expect(refParts('user:12')).toEqual({ noun: 'user', id: '12' })
  expect(refParts('system')).toEqual({ noun: 'system', id: '' })
})

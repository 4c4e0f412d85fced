import { expect, test } from 'vitest'
import { landingOf } from './landing'

const guide = { permissions: ['customer.read'], modules: ['customer'] }

test('what one chose goes before the role, and what one may not open is passed over', () => {
  expect(landingOf(guide, [null, '/customers'])).toBe('/customers')
  expect(landingOf(guide, ['/losses', '/customers'])).toBe('/losses')
  expect(landingOf(guide, ['/settings/audit', '/customers'])).toBe('/customers')
  expect(landingOf({ ...guide, modules: [] }, ['/losses', '/customers'])).toBe('/')
})
test('nothing leads out of the console', () => {
  for (const wish of ['//elsewhere.example', 'javascript:alert(1)', { to: '/' }, 7, undefined])
    expect(landingOf(guide, [wish])).toBe('/')
})

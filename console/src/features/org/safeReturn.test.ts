import { expect, test } from 'vitest'
import { safeReturn } from './safeReturn'

test('after signing in only our own pages are gone to', () => {
  expect(safeReturn('/customers?q=1')).toBe('/customers?q=1')
  for (const bad of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', undefined])
    expect(safeReturn(bad)).toBe('/start')
})

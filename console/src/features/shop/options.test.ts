import { expect, test } from 'vitest'
import { lacksProducts, optionsOf } from './options'

const shop = {
  state: 'active',
  health: 'bad',
  last_pull_at: '2026-01-01T00:00:00Z',
  products_until: null,
  options: {},
} as const

test('a shop whose orders come and whose products never did lacks the right to them', () => {
  expect(lacksProducts(shop)).toBe(true)
  expect(lacksProducts({ ...shop, products_until: '2026-01-01T00:00:00Z' })).toBe(false)
  expect(lacksProducts({ ...shop, last_pull_at: null })).toBe(false)
  expect(lacksProducts({ ...shop, options: { products: 'off' } })).toBe(false)
  expect(optionsOf({ options: null }).products).toBeUndefined()
})

import { expect, test } from 'vitest'
import { money } from './money'

test('fen are told in the currency of the order', () => {
  expect(money(12550, 'CNY', 'zh-CN')).toBe('¥125.50')
  expect(money(-1, 'CNY', 'en-US')).toBe('-¥0.01')
  expect(money(100, 'GBP', 'en-US')).toBe('£1.00')
  expect(money(100, 'nonsense', 'en-US')).toBe('1.00 nonsense')
})

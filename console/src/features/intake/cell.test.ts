import { expect, test } from 'vitest'
import { cellText } from './cell'

test('the day of a cost is a day in the preview; times of other files keep their hour', () => {
  expect(cellText('cost', 'day', '2026-11-01 00:00:00')).toBe('2026-11-01')
  expect(cellText('cost', 'month', '2026-11-01 00:00:00')).toBe('2026-11-01')
  expect(cellText('cost', 'month', '2026年11月')).toBe('2026年11月')
  expect(cellText('order', 'created_at', '2026-11-01 00:00:00')).toBe('2026-11-01 00:00:00')
})

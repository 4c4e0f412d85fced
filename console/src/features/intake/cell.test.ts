import { expect, test } from 'vitest'
import { cellText } from './cell'

test('the day of a cost is a day in the preview; times of other files keep their hour', () => {
  expect(cellText('cost', 'fields.day', '2026-11-01 00:00:00')).toBe('2026-11-01')
  expect(cellText('cost', 'fields.month', '2026-11')).toBe('2026-11')
  expect(cellText('order', 'fields.created_at', '2026-11-01 00:00:00')).toBe('2026-11-01 00:00:00')
})

import { expect, test } from 'vitest'
import { ALL, countOf, headOf, isSelected, NONE, selectionBody, toggled, withIds } from './selection'

test('some are chosen one by one', () => {
  const s = toggled(toggled(NONE, 'a'), 'b')
  expect(isSelected(s, 'a')).toBe(true)
  expect(countOf(s, 9)).toBe(2)
  expect(countOf(toggled(s, 'a'), 9)).toBe(1)
  expect(selectionBody(s, 'r')).toEqual({ ids: ['a', 'b'] })
})
test('all but some', () => {
  const s = toggled(ALL, 'a')
  expect(isSelected(s, 'a')).toBe(false)
  expect(isSelected(s, 'z')).toBe(true)
  expect(countOf(s, 1_000_000)).toBe(999_999)
  expect(selectionBody(s, 'r')).toEqual({ result_id: 'r', except_ids: ['a'] })
  expect(countOf(toggled(s, 'a'), 1_000_000)).toBe(1_000_000)
})
test('a range is chosen or given up in both ways', () => {
  expect(countOf(withIds(NONE, ['a', 'b', 'c'], true), 9)).toBe(3)
  expect(countOf(withIds(withIds(NONE, ['a', 'b', 'c'], true), ['b', 'x'], false), 9)).toBe(2)
  expect(countOf(withIds(ALL, ['a', 'b'], false), 9)).toBe(7)
  expect(countOf(withIds(withIds(ALL, ['a', 'b'], false), ['b'], true), 9)).toBe(8)
})
test('the box in the head says none, some or all', () => {
  expect(headOf(NONE, 9)).toBe('none')
  expect(headOf(toggled(NONE, 'a'), 9)).toBe('some')
  expect(headOf(toggled(NONE, 'a'), 1)).toBe('all')
  expect(headOf(ALL, 9)).toBe('all')
  expect(headOf(toggled(ALL, 'a'), 9)).toBe('some')
})

import { expect, test } from 'vitest'
import { fieldPath } from './save'

test('the path of a server error is the path of a form field', () => {
  expect(fieldPath('name')).toEqual(['name'])
  expect(fieldPath('slots[2].staff[0].weight')).toEqual(['slots', 2, 'staff', 0, 'weight'])
})

import { expect, test } from 'vitest'
import { remember, toldName } from './names'

test('an id is called as the last answer called it, in its own dimension', () => {
  remember({ names: [{ dimension: 'property.staff_id', value: '7', name: '王芳' }] })
  expect(toldName('property.staff_id', '7')).toBe('王芳')
  expect(toldName('property.store_id', '7')).toBeUndefined()
  remember({ names: [{ dimension: 'property.staff_id', value: '7', name: '王芳芳' }] })
  expect(toldName('property.staff_id', '7')).toBe('王芳芳')
})

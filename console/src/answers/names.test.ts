import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { useLive } from '@/api/live'
import { forgetSession } from '@/api/session'
import { remember, toldName } from './names'

test('an id is called as the last answer called it, in its own dimension', () => {
  remember({ names: [{ dimension: 'property.staff_id', value: '7', name: '王芳' }] })
  expect(toldName('property.staff_id', '7')).toBe('王芳')
  expect(toldName('property.store_id', '7')).toBeUndefined()
  remember({ names: [{ dimension: 'property.staff_id', value: '7', name: '王芳芳' }] })
  expect(toldName('property.staff_id', '7')).toBe('王芳芳')
})

test('who signs in next at this page sees no name, no event and no answer of the one before', () => {
  const client = new QueryClient()
  client.setQueryData(['customer', '7'], { name: '小满' })
  remember({ names: [{ dimension: 'property.staff_id', value: '7', name: '王芳' }] })
  useLive.setState({ feed: [{ seq: '1', type: 'contact.added' } as never], created: 3 })
  forgetSession(client)
  expect(toldName('property.staff_id', '7')).toBeUndefined()
  expect(useLive.getState()).toMatchObject({ feed: [], created: 0 })
  expect(client.getQueryData(['customer', '7'])).toBeUndefined()
})

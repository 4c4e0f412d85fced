import { expect, test } from 'vitest'
import { staleWords } from '@/api/live'
import { isCounting } from './queries'

test('an open page asks again when audiences were counted or changed', () => {
  expect([...staleWords(['segment.ready'])]).toEqual(['segment'])
  expect([...staleWords(['segment.changed'])]).toEqual(['segment'])
})

test('a number is shown only of what is counted', () => {
  expect(isCounting({ state: 'counting' })).toBe(true)
  expect(isCounting({ state: 'ready' })).toBe(false)
})

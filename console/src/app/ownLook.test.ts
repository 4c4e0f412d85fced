import { beforeEach, expect, test } from 'vitest'
import { keepOwnLook, takeOwnLook } from './ownLook'

const OWN = {
  dark: false,
  colorBlind: false,
  density: 'comfortable',
  collapsed: false,
  singleKeys: true,
  lang: 'zh-CN',
} as const

beforeEach(() => localStorage.clear())

test('what was liked before the first page seen as another comes back once, whatever was chosen on the way', () => {
  keepOwnLook(OWN)
  keepOwnLook({ ...OWN, dark: true, lang: 'en-US' })
  expect(takeOwnLook()).toEqual(OWN)
  expect(takeOwnLook()).toBeNull()
})
test('what cannot be read is nothing', () => {
  localStorage.setItem('weft.own-look', '{')
  expect(takeOwnLook()).toBeNull()
})

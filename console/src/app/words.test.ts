import { expect, test } from 'vitest'
import base from '@/i18n/base.zh-CN'
import zh from '@/i18n/zh-CN'
import { WORDS } from './words'

const files = import.meta.glob<string>('../features/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true })
const textsOf = (feature: string) =>
  Object.entries(files)
    .filter(([path]) => path.startsWith(`../features/${feature}/`) && !/i18n\.|help\.|\.test\./.test(path))
    .map(([, text]) => text)
const slices = Object.keys(zh).filter((slice) => !(slice in base))
/** Types of events that read like words of a dictionary. */
const EVENTS = ['group_chat.joined', 'group_chat.left']
/** A quoted path that lies in the dictionary of the slice: not a permission or a reason that begins alike. */
const speaks = (text: string, slice: string) =>
  [...text.matchAll(new RegExp(`['\`]${slice}\\.(\\w+)`, 'g'))].some(
    (m) => m[1]! in zh[slice as keyof typeof zh] && !EVENTS.includes(`${slice}.${m[1]}`),
  )

test('the pages of a feature bring the words they speak', () => {
  for (const [feature, parts] of Object.entries(WORDS)) {
    const texts = textsOf(feature)
    expect([feature, texts.length > 0]).toEqual([feature, true])
    const spoken = slices.filter((slice) => texts.some((text) => speaks(text, slice)))
    // "org/access" holds the words of `access`.
    const missing = spoken.filter((slice) => !parts.some((part) => part.split('/').at(-1) === slice))
    expect([feature, missing]).toEqual([feature, []])
  }
})
test('shell, pickers and ui speak what is always there', () => {
  const shared = import.meta.glob<string>('../{app,pickers,ui}/**/*.{ts,tsx}', {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  for (const [path, text] of Object.entries(shared))
    expect([path, slices.filter((slice) => new RegExp(`\\bt\\(['\`]${slice}\\.`).test(text))]).toEqual([path, []])
})

import { expect, test } from 'vitest'
import en from './en-US'
import enReasons from './reasons.en-US'
import zhReasons from './reasons.zh-CN'
import zh from './zh-CN'

type Tree = { [key: string]: string | Tree }
const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  )
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort()

test('both languages have the same keys and the same variables', () => {
  const english = new Map(flat(en as unknown as Tree))
  const chinese = flat(zh as unknown as Tree)
  expect([...english.keys()].sort()).toEqual(chinese.map(([key]) => key).sort())
  for (const [key, text] of chinese) expect([key, variables(english.get(key)!)]).toEqual([key, variables(text)])
})
test('every reason has a sentence in both languages', () => {
  expect(Object.keys(enReasons).sort()).toEqual(Object.keys(zhReasons).sort())
  for (const text of [...Object.values(zhReasons), ...Object.values(enReasons)]) expect(text.length).toBeGreaterThan(3)
})
test('no Chinese is left in the English sentences', () => {
  const allowed = /织客|名称|媒介|分组/g
  for (const [key, text] of flat(en as unknown as Tree))
    expect([key, /[一-鿿]/.test(text.replace(allowed, ''))]).toEqual([key, false])
})

import { beforeEach, expect, test } from 'vitest'
import { recentHits, remember } from './hits'

beforeEach(() => localStorage.clear())
const hit = (label: string) => ({ key: label, label, kind: 'customers', path: `/customers/${label}` })

test('the newest hit of a user stands first, once', () => {
  for (const label of ['a', 'b', 'a']) remember(hit(label), '1')
  expect(recentHits('1').map((h) => h.label)).toEqual(['a', 'b'])
})
test('what one user opened is not shown to another who signs in in this browser', () => {
  remember(hit('小满 138****0001'), '1')
  expect(recentHits('2')).toEqual([])
  remember(hit('b'), '2')
  expect(recentHits('2').map((h) => h.label)).toEqual(['b'])
  expect(localStorage.getItem('weft.recent')).not.toContain('小满')
})
test('what an older release kept is nothing', () => {
  localStorage.setItem('weft.recent', JSON.stringify([hit('a')]))
  expect(recentHits('1')).toEqual([])
})

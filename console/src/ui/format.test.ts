import { afterEach, expect, test } from 'vitest'
import {
  ago,
  bytes,
  charCount,
  clauses,
  dateTime,
  dayEnd,
  dayStart,
  duration,
  int,
  listed,
  momentOf,
  money,
  named,
  percent,
  price,
  setZone,
  utf8Length,
  wallOf,
} from './format'

afterEach(() => setZone('Asia/Shanghai'))

test('a time is told in the tenant zone, the same in both languages', () => {
  expect(dateTime('2026-11-22T18:30:00Z')).toBe('2026-11-23 02:30')
  setZone('America/New_York')
  expect(dateTime('2026-11-22T18:30:00Z')).toBe('2026-11-22 13:30')
})
test('an absent or broken time is a dash', () => {
  expect(dateTime(null)).toBe('—')
  expect(dateTime('soon')).toBe('—')
})
test('a day of the tenant begins and ends at its own midnight', () => {
  expect(dayStart('2026-11-22')).toBe('2026-11-21T16:00:00Z')
  expect(dayEnd('2026-11-22')).toBe('2026-11-22T15:59:59Z')
})
test('how long ago follows the language', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  expect(ago('2026-11-22T11:57:00Z', 'en-US', now)).toBe('3 minutes ago')
  expect(ago('2026-11-20T11:57:00Z', 'zh-CN', now)).toBe('前天')
})
test('a share without a whole is a dash, never zero', () => {
  expect(percent(0, 0)).toBe('—')
  expect(percent(1, 3)).toBe('33.3%')
})
test('numbers are grouped and absent ones are a dash', () => {
  expect(int(12840, 'zh-CN')).toBe('12,840')
  expect(int(undefined, 'zh-CN')).toBe('—')
})
test('durations keep to one unit', () => {
  const all = (lang: 'zh-CN' | 'en-US') => [210, 1500, 90_000, 7_200_000, null].map((ms) => duration(ms, lang))
  expect(all('en-US')).toEqual(['210 ms', '1.5 s', '1 min', '2 h', '—'])
  expect(all('zh-CN')).toEqual(['210 ms', '1.5 秒', '1 分钟', '2 小时', '—'])
})
test('texts are measured as the platform and as a reader does', () => {
  expect(utf8Length('字🌸')).toBe(7)
  expect(charCount('字🌸')).toBe(2)
  expect(bytes(20480)).toBe('20 KB')
})

test('what a calendar is set to is a time of the tenant, wherever the browser stands', () => {
  const picked = { format: () => '2026-11-22T08:00:00' }
  expect(momentOf(picked)).toBe('2026-11-22T00:00:00.000Z')
  expect(wallOf('2026-11-22T00:00:00Z')).toBe('2026-11-22T08:00:00')
  setZone('America/New_York')
  expect(momentOf(picked)).toBe('2026-11-22T13:00:00.000Z')
  expect(wallOf(momentOf(picked))).toBe('2026-11-22T08:00:00')
})

test('fen are told in the currency of the order', () => {
  expect(money(12550, 'CNY', 'zh-CN')).toBe('¥125.50')
  expect(money(-1, 'CNY', 'en-US')).toBe('-¥0.01')
  expect(money(100, 'GBP', 'en-US')).toBe('£1.00')
  expect(money(100, 'nonsense', 'en-US')).toBe('1.00 nonsense')
})
test('things in a row and what is said of one follow the language', () => {
  expect(listed(['甲', '乙'], 'zh-CN')).toBe('甲、乙')
  expect(listed(['a', 'b'], 'en-US')).toBe('a, b')
  expect(clauses(['a', 'b'], 'en-US')).toBe('a; b')
  expect([named('店', '好', 'zh-CN'), named('shop', 'good', 'en-US')]).toEqual(['店：好', 'shop: good'])
})
test('a price of thousands is grouped', () => {
  expect(price(169900, 'zh-CN')).toBe('1,699.00')
})

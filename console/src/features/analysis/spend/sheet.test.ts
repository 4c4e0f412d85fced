import { expect, test } from 'vitest'
import { dayOf, daysFrom, fenOf, readTable } from './sheet'

test('yuan and days are read as people write them', () => {
  expect(['1,234.50', '¥ 8', '8.5元', '-1', 'x', ''].map(fenOf)).toEqual([123450, 800, 850, null, null, null])
  expect(['2026/1/2', '2026年11月1日', '2026-02-30', '1'].map(dayOf)).toEqual(['2026-01-02', '2026-11-01', null, null])
  expect(daysFrom('2026-02-27', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
})
test('a table is read by tabs or commas; what is no row is told by its line', () => {
  const read = (text: string) => readTable(text, 'campaign')
  const line = { kind: 'campaign', touch: 'AD', day_on: '2026-11-01', amount_fen: 123400 }
  expect(read('日期,名称,金额\n2026-11-01,AD,"1,234"\n')).toEqual({ lines: [line], bad: [] })
  expect(read('AD\t2026/11/1\t1234\nAD\t\t5')).toEqual({ lines: [line], bad: [2] })
})

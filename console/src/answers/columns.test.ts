import { expect, test } from 'vitest'
import { EVERYBODY } from '@/testing/scope'
import { csvOf, dimensionsOf, lackOf, linesOf, queryFor, rangeBefore } from './columns'
import { figure, unitOf } from './show'

test('a divided trend becomes a line for each value, the greatest first', () => {
  const query = { kind: 'trend' as const, unit: 'day' as const, dimensions: ['source'] }
  const answer = {
    columns: ['day', 'source', 'events'],
    rows: [
      ['2026-01-01', 'oa', 1],
      ['2026-01-01', 'wecom', 9],
      ['2026-01-02', 'wecom', 4],
    ],
    row_count: 3,
    is_cut: false,
    seq: 1,
    engine: 'duckdb',
    scope: EVERYBODY,
    names: [],
  }
  const { at, lines } = linesOf(query, answer)
  expect(at).toEqual(['2026-01-01', '2026-01-02'])
  expect(lines.map((l) => [l.labels, l.values])).toEqual([
    [['wecom'], [9, 4]],
    [['oa'], [1, null]],
  ])
  expect(dimensionsOf(query)).toEqual(['day', 'source'])
})
test('what would be a formula in a spreadsheet is text, numbers stay numbers', () => {
  expect(csvOf(['a', 'b'], [['=1+1', -3]])).toBe("\uFEFFa,b\r\n'=1+1,-3\r\n")
  expect(csvOf(['a'], [['x,"y"']])).toBe('\uFEFFa\r\n"x,""y"""\r\n')
})
test('the name of a column tells its unit', () => {
  expect(unitOf('sum(paid_fen)')).toBe('fen')
  expect(unitOf('sum(paid_fen)_before')).toBe('fen')
  expect(unitOf('sum(paid_fen):order.paid')).toBe('fen')
  expect(unitOf('median_ms')).toBe('ms')
  expect(unitOf('step_rate')).toBe('share')
  expect(unitOf('events')).toBe('count')
  expect(figure(123456, 'fen', 'zh-CN')).toBe('¥1,234.56')
  expect(figure(-5, 'fen', 'zh-CN')).toBe('-¥0.05')
  expect(figure(0.7375, 'share', 'zh-CN')).toBe('73.8%')
  expect(figure(null, 'count', 'zh-CN')).toBe('—')
})
test('what a range is compared with is as long and ends right before it', () => {
  expect(rangeBefore({ days: 7 }, 'previous', '2026-11-28')).toEqual({ from: '2026-11-15', to: '2026-11-21' })
  expect(rangeBefore({ from: '2026-03-01', to: '2026-03-31' }, 'previous', '')).toEqual({
    from: '2026-01-29',
    to: '2026-02-28',
  })
})
test('a number is asked for as one, not summed from days', () => {
  const query = { kind: 'trend' as const, range: { days: 30 }, metrics: ['people'], compare: 'previous' as const }
  expect(queryFor(query, 'number')).toEqual({ kind: 'pivot', range: { days: 30 }, metrics: ['people'] })
  expect(queryFor(query, 'line')).toBe(query)
})

test('a period of zeros is told in words, not drawn as a flat line; a number says 0', () => {
  const trend = { kind: 'trend' as const, unit: 'day' as const }
  const answer = {
    columns: ['day', 'events'],
    rows: [['2026-01-01', 0]],
    names: [],
    row_count: 1,
    is_cut: false,
    seq: 1,
    engine: 'index',
    scope: EVERYBODY,
  }
  expect(lackOf(trend, answer, 'line')).toBe('zeros')
  expect(lackOf(trend, { ...answer, rows: [...answer.rows, ['2026-01-02', 3]] }, 'line')).toBeNull()
  const before = { ...answer, columns: ['day', 'events', 'events_before'], rows: [['2026-01-01', 0, 7]] }
  expect(lackOf(trend, before, 'line')).toBeNull()
  // No row is no figure; a figure that is zero is not nothing.
  expect(lackOf(trend, { ...answer, rows: [] }, 'line')).toBe('nothing')
  const number = { ...answer, columns: ['people'], rows: [[0]] }
  expect(lackOf({ kind: 'pivot' }, number, 'number')).toBeNull()
})

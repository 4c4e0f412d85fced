import { expect, test } from 'vitest'
import { idsOf, isFiltered, moreCount, newcomersFrom, nextSort, queryOf, sortedBy, viewFrom, viewText } from './filters'

test('a view is the address without what concerns one reader', () => {
  expect(viewText({ state: 'active', q: '王', open: '12', page: '3' })).toBe('q=%E7%8E%8B&state=active')
  expect(viewFrom('q=%E7%8E%8B&state=active&open=1')).toEqual({ q: '王', state: 'active' })
  expect(viewText(viewFrom(viewText({ sort: 'name_asc', tag_ids: '1,2', tag_match: 'all' })))).toBe(
    'tag_ids=1%2C2&tag_match=all&sort=name_asc',
  )
  expect(viewFrom(null)).toEqual({})
})
test('days become instants, an old link still works', () => {
  const query = queryOf({ added_from: '2026-11-01', added_to: '2026-11-02', tag_id: '7', open: '3' })
  expect(query.added_from).toBe('2026-10-31T16:00:00Z')
  expect(query.added_to).toBe('2026-11-02T16:00:00Z')
  expect(query.tag_ids).toBe('7')
  expect(query.open).toBeUndefined()
})
test('how several tags meet is asked only for several', () => {
  expect(queryOf({ tag_ids: '1', tag_match: 'all' }).tag_match).toBeUndefined()
  expect(queryOf({ tag_ids: '1,2', tag_match: 'all' }).tag_match).toBe('all')
})
test('what is filtered, and how much of it is in the drawer', () => {
  expect(isFiltered({ sort: 'name_asc', open: '1' })).toBe(false)
  expect(isFiltered({ tag_match: 'all' })).toBe(false)
  expect(isFiltered({ q: 'x' })).toBe(true)
  expect(moreCount({ store_id: '1', last_event_from: '2026-01-01', last_event_to: '2026-02-01', q: 'x' })).toBe(2)
  expect(idsOf('1,,2')).toEqual(['1', '2'])
})
test('a click on a head sorts, the next one turns round or takes it back', () => {
  expect(nextSort(undefined, 'added')).toBe('added_asc')
  expect(nextSort('added_asc', 'added')).toBeUndefined()
  expect(nextSort(undefined, 'name')).toBe('name_asc')
  expect(nextSort('name_asc', 'name')).toBeUndefined()
  expect(nextSort('name_asc', 'last')).toBe('last_event_desc')
  expect(sortedBy(undefined)).toEqual({ key: 'added', desc: true })
  expect(sortedBy('added_asc')).toEqual({ key: 'added', desc: false })
})

test('who is new to a list is counted from when it was frozen, within its own days', () => {
  const frozen = Date.parse('2026-11-27T10:00:02Z')
  expect(newcomersFrom(frozen, undefined)).toBe('2026-11-27T10:00:00.000Z')
  expect(newcomersFrom(frozen, '2026-11-01T00:00:00Z')).toBe('2026-11-27T10:00:00.000Z')
  expect(newcomersFrom(frozen, '2026-11-28T00:00:00Z')).toBe('2026-11-28T00:00:00Z')
})

test('people of a board are asked for by its question alone', () => {
  const address = { board: 'figure=lost&from=2026-11-01', state: 'active', sort: 'name_asc' }
  expect(queryOf(address)).toEqual({ board: 'figure=lost&from=2026-11-01' })
  expect(isFiltered(address)).toBe(true)
})
test('a view of the people of a board keeps the question, and nothing beside it', () => {
  const address = { board: 'figure=lost&from=2026-11-01&staff_id=7', state: 'active', open: '9' }
  const text = viewText(address)
  expect(viewFrom(text)).toEqual({ board: address.board })
  expect(queryOf(viewFrom(text))).toEqual({ board: address.board })
  expect(viewText(viewFrom(text))).toBe(text)
})

import { expect, test } from 'vitest'
import { drillOf, drillText, listOf } from './drill'

test('a drill comes back from the address as it was', () => {
  for (const drill of [
    { figure: 'lost', by: 'day' },
    { figure: 'lost', by: 'store', key: '7', compare: 'previous' },
    { figure: 'gone', by: 'week', key: '2026-11-23', days: 30, member: 'new' },
  ])
    expect(drillOf(drillText(drill))).toEqual({
      key: undefined,
      days: undefined,
      member: undefined,
      compare: undefined,
      ...drill,
    })
  expect(drillText({ figure: 'lost', by: 'day' })).toBe('lost~day')
  expect(drillOf(undefined)).toBeNull()
})

test('the list is asked for the same people', () => {
  const to = listOf({ from: '2026-11-01', to: '2026-11-27', store_id: '9' }, { figure: 'lost', by: 'store', key: '7' })
  const board = new URLSearchParams(to.split('?')[1]).get('board') ?? ''
  expect(Object.fromEntries(new URLSearchParams(board))).toEqual({
    from: '2026-11-01',
    to: '2026-11-27',
    store_id: '9',
    figure: 'lost',
    by: 'store',
    key: '7',
  })
})

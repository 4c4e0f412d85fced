import { expect, test } from 'vitest'
import { readQuery } from './asked'

const own = { kind: 'funnel' as const, steps: ['a', 'b'] }

test('a link opens the query it holds, as text or already read', () => {
  const query = { kind: 'funnel', steps: ['x', 'y'], window: '7d' }
  expect(readQuery(JSON.stringify(query), own)).toEqual(query)
  expect(readQuery(query, own)).toEqual(query)
})
test('an address of another page or no query opens the page as it is', () => {
  expect(readQuery('{"kind":"trend"}', own)).toBe(own)
  expect(readQuery('{"kind":', own)).toBe(own)
  expect(readQuery(undefined, own)).toBe(own)
})

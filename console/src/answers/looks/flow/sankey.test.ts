import { expect, test } from 'vitest'
import { EVERYBODY } from '@/testing/scope'
import { type Edge, edgesOf, nextEdge, nodesOf } from './sankey'

test('the same name at another step is another node, and who ends goes to a node of his own', () => {
  const edges = edgesOf({
    columns: ['step', 'from', 'to', 'count'],
    rows: [
      [1, 'view', 'view', 3],
      [1, 'view', null, 2],
      [2, 'view', 'buy', 1],
      [2, 'view', null, 2],
    ],
    row_count: 4,
    is_cut: false,
    seq: 1,
    engine: 'index',
    scope: EVERYBODY,
    names: [],
  })
  expect([...nodesOf(edges).entries()].map(([id, n]) => [id, n.count])).toEqual([
    ['1 view', 5],
    ['2 view', 3],
    ['2 ', 2],
    ['3 buy', 1],
    ['3 ', 2],
  ])
})

test('the arrow keys go along the ways', () => {
  const edges: Edge[] = [
    { step: 1, from: 'a', to: 'b', count: 5 },
    { step: 1, from: 'a', to: 'c', count: 9 },
    { step: 2, from: 'b', to: 'd', count: 4 },
    { step: 2, from: 'c', to: null, count: 2 },
  ]
  expect(nextEdge(edges, null, 'ArrowDown')).toBe(1)
  expect(nextEdge(edges, 1, 'ArrowDown')).toBe(0)
  expect(nextEdge(edges, 0, 'ArrowDown')).toBeNull()
  expect(nextEdge(edges, 1, 'ArrowRight')).toBe(3)
  expect(nextEdge(edges, 2, 'ArrowLeft')).toBe(0)
  expect(nextEdge(edges, 2, 'x')).toBeNull()
})

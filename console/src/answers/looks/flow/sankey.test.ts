import { expect, test } from 'vitest'
import { edgesOf, nodesOf } from './sankey'

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
  })
  expect([...nodesOf(edges).entries()].map(([id, n]) => [id, n.count])).toEqual([
    ['1 view', 5],
    ['2 view', 3],
    ['2 ', 2],
    ['3 buy', 1],
    ['3 ', 2],
  ])
})

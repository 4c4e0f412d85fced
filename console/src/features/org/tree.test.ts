import { expect, test } from 'vitest'
import {
  buildTree,
  dropPlace,
  findNode,
  movedTree,
  nudgePlace,
  type OrgTree,
  placeOf,
  revisionOf,
  rowsOf,
  withRevision,
} from './tree'

const region = (id: string, parent_id: string | null, sort: number) => ({
  id,
  parent_id,
  name: `区域${id}`,
  sort,
  store_count: 0,
  revision: 1,
})
const store = (id: string, region_id: string | null, sort: number) => ({
  id,
  region_id,
  code: `S${id}`,
  name: `店${id}`,
  is_open: true,
  sort,
  staff_count: 2,
  customer_count: 10,
  revision: 1,
})
const tree: OrgTree = {
  regions: [region('1', null, 1), region('2', '1', 1), region('3', '1', 2), region('4', null, 2)],
  stores: [store('11', '2', 1), store('12', '2', 2), store('13', '3', 1), store('14', null, 1)],
  unplaced_count: 0,
}
const nodes = buildTree(tree)
const at = (key: string) => findNode(nodes, key)!.node
const names = (rows: { node: { name: string } }[]) => rows.map((r) => r.node.name).join(' ')

test('regions come before stores, in their order, and figures add up', () => {
  expect(names(rowsOf(nodes, new Set(['region:1', 'region:2']), ''))).toBe('区域1 区域2 店11 店12 区域3 区域4 店14')
  expect([at('region:1').stores, at('region:1').staff, at('region:1').customers]).toEqual([3, 6, 30])
})

test('a search shows what matches with all above it, a region with all below it', () => {
  expect(names(rowsOf(nodes, new Set(), 's13'))).toBe('区域1 区域3 店13')
  expect(names(rowsOf(nodes, new Set(), '区域2'))).toBe('区域1 区域2 店11 店12')
  expect(rowsOf(nodes, new Set(), 'zzz')).toEqual([])
})

test('a circle in old data stands at the top instead of looping or vanishing', () => {
  const round = buildTree({ ...tree, regions: [region('1', '2', 1), region('2', '1', 1)], stores: [] })
  expect(round.map((n) => n.id).sort()).toEqual(['1', '2'])
})

// dragged    over        zone      where it goes
const drops: [string, string, 'before' | 'into' | 'after', [string | null, string | null] | null][] = [
  ['store:13', 'region:2', 'into', ['2', null]],
  ['store:13', 'store:11', 'before', ['2', '11']],
  ['store:13', 'store:11', 'after', ['2', '12']],
  ['store:13', 'store:12', 'after', ['2', null]],
  ['store:13', 'region:4', 'before', ['4', null]],
  ['store:11', 'store:12', 'before', null],
  ['store:12', 'store:11', 'after', null],
  ['region:3', 'region:2', 'before', ['1', '2']],
  ['region:4', 'region:1', 'before', [null, '1']],
  ['region:4', 'store:13', 'before', ['3', null]],
  ['region:1', 'region:3', 'into', null],
  ['region:1', 'store:11', 'before', null],
  ['region:1', 'region:1', 'after', null],
]
test.each(drops)('%s over %s (%s) goes to %j', (dragged, over, zone, want) => {
  const place = dropPlace(nodes, at(dragged), at(over), zone)
  expect(place && [place.parent_id, place.before_id]).toEqual(want)
})

test('one step up or down among siblings, and no further', () => {
  expect(nudgePlace(nodes, at('store:12'), -1)).toEqual({ parent_id: '2', before_id: '11' })
  expect(nudgePlace(nodes, at('store:11'), 1)).toEqual({ parent_id: '2', before_id: null })
  expect(nudgePlace(nodes, at('store:11'), -1)).toBeNull()
  expect(nudgePlace(nodes, at('region:3'), 1)).toBeNull()
})

test('what was moved and moved back is as before', () => {
  const before = placeOf(nodes, at('store:11'))
  const there = movedTree(tree, nodes, at('store:11'), { parent_id: '3', before_id: '13' })
  const moved = buildTree(there)
  const open = new Set(['region:1', 'region:2', 'region:3'])
  expect(names(rowsOf(moved, open, ''))).toBe('区域1 区域2 店12 区域3 店11 店13 区域4 店14')
  const back = buildTree(movedTree(there, moved, findNode(moved, 'store:11')!.node, before))
  expect(names(rowsOf(back, open, ''))).toBe(names(rowsOf(nodes, open, '')))
})

test('a node that was moved goes on with the revision the server gave', () => {
  const node = at('store:12')
  expect(revisionOf(withRevision(tree, node, 7), node)).toBe(7)
  expect(revisionOf(undefined, node)).toBe(1)
})

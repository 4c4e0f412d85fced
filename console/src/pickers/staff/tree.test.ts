import { expect, test } from 'vitest'
import type { Schemas } from '@/api/client'
import { byDepartment, byStore, staffOf } from './tree'

const staff = (id: string, department: string, store: string | null = null) =>
  ({
    id,
    name: `员工${id}`,
    department_ids: [department],
    store_id: store,
    store_name: store && `店${store}`,
  }) as Schemas['Staff']
const department = (id: string, parent_id: string | null) =>
  ({ id, parent_id, name: `部门${id}`, sort: 0 }) as Schemas['Department']

const people = [staff('1', 'b'), staff('2', 'c'), staff('3', 'gone')]
const tree = byDepartment(
  [department('a', null), department('b', 'a'), department('c', 'a'), department('d', 'a')],
  people,
)

test('empty departments are left out and staff of unknown ones stand at the root', () => {
  expect(tree.map((n) => n.value)).toEqual(['d:a', '3'])
  expect(tree[0]?.children?.map((n) => n.value)).toEqual(['d:b', 'd:c'])
})
test('a department stands for all staff below it, each once', () => {
  expect(staffOf(['d:a', '1'], tree)).toEqual(['1', '2'])
  expect(staffOf(['2'], tree)).toEqual(['2'])
})
test('staff without a store have a branch of their own', () => {
  expect(byStore([staff('1', 'a', '9'), staff('2', 'a')], '未归属').map((n) => n.title)).toEqual(['店9', '未归属'])
})

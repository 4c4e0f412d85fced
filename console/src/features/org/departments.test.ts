import { expect, test } from 'vitest'
import { type DepartmentNode, departmentTree } from './departments'

const department = (id: string, parent_id: string | null, name: string, sort: number) => ({
  id,
  parent_id,
  name,
  sort,
  platform_id: id,
  staff_count: 1,
  staff_total: 3,
})
const all = [
  department('1', null, '总部', 0),
  department('2', '1', '销售部', 10),
  department('3', '1', '市场部', 20),
  department('4', '2', '华东组', 0),
  department('5', '99', '游离部门', 0),
]
const names = (nodes: DepartmentNode[]): string =>
  nodes.map((n) => n.title + (n.children.length > 0 ? `(${names(n.children)})` : '')).join(' ')

test('larger sort first, what has no parent here stands at the top', () => {
  expect(names(departmentTree(all))).toBe('总部(市场部 销售部(华东组)) 游离部门')
})
test('a search keeps what matches with all above it', () => {
  expect(names(departmentTree(all, '华东'))).toBe('总部(销售部(华东组))')
  expect(departmentTree(all, '没有')).toEqual([])
})

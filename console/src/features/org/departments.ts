import type { Schemas } from '@/api/client'

type Department = Schemas['Department']
export type DepartmentNode = { key: string; title: string; count: number; children: DepartmentNode[] }

/** Departments as a tree, larger sort first as on the platform; with a query only what matches
 * and all above it. */
export function departmentTree(all: Department[], query = ''): DepartmentNode[] {
  const known = new Set(all.map((d) => d.id))
  const q = query.trim().toLowerCase()
  const below = new Map<string | null, Department[]>()
  for (const d of all) {
    const parent = d.parent_id && known.has(d.parent_id) ? d.parent_id : null
    below.set(parent, [...(below.get(parent) ?? []), d])
  }
  const build = (parent: string | null): DepartmentNode[] =>
    (below.get(parent) ?? [])
      .sort((a, b) => b.sort - a.sort)
      .map((d) => ({ key: d.id, title: d.name, count: d.staff_total, children: build(d.id) }))
      .filter((n) => q === '' || n.children.length > 0 || n.title.toLowerCase().includes(q))
  return build(null)
}

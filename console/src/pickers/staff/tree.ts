import type { Schemas } from '@/api/client'
import { groupBy } from '@/ui/group'

export type StaffNode = { value: string; title: string; selectable?: boolean; children?: StaffNode[] }
type Staff = Schemas['Staff']

const leaf = (staff: Staff): StaffNode => ({ value: staff.id, title: staff.name })

/** Departments with their staff below them; empty branches are cut. A group's value is prefixed
 * so that it never equals a staff id. */
export function byDepartment(departments: Schemas['Department'][], staff: Staff[]): StaffNode[] {
  const known = new Set(departments.map((d) => d.id))
  const build = (parent: string | null): StaffNode[] =>
    departments
      .filter((d) => (parent === null ? !d.parent_id || !known.has(d.parent_id) : d.parent_id === parent))
      .sort((a, b) => b.sort - a.sort)
      .flatMap((d) => {
        const children = [...build(d.id), ...staff.filter((s) => s.department_ids.includes(d.id)).map(leaf)]
        return children.length > 0 ? [{ value: `d:${d.id}`, title: d.name, children }] : []
      })
  const homeless = staff.filter((s) => !s.department_ids.some((id) => known.has(id))).map(leaf)
  return [...build(null), ...homeless]
}

export function byStore(staff: Staff[], noStore: string): StaffNode[] {
  const stores = groupBy(staff, (s) => s.store_id ?? '')
  return [...stores].map(([id, members]) => ({
    value: `s:${id}`,
    title: members[0]?.store_name ?? noStore,
    children: members.map(leaf),
  }))
}

/** The staff among picked values; a group stands for all below it. */
export function staffOf(values: string[], tree: StaffNode[]): string[] {
  const picked = new Set(values)
  const found = new Set<string>()
  const walk = (nodes: StaffNode[], all: boolean) => {
    for (const node of nodes) {
      const taken = all || picked.has(node.value)
      if (node.children) walk(node.children, taken)
      else if (taken) found.add(node.value)
    }
  }
  walk(tree, false)
  return [...found]
}

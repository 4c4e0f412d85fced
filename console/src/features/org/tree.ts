// The tree of regions and stores as pure functions: built from the server's flat lists, folded to
// the rows on screen, searched, and changed by a move before the server has answered.
import type { Schemas } from '@/api/client'

export type OrgTree = Schemas['OrgTree']
export type Kind = 'region' | 'store'
export type TreeNode = {
  key: string
  kind: Kind
  id: string
  parentId: string | null
  name: string
  code: string | null
  isOpen: boolean
  revision: number
  /** With all below. */
  stores: number
  staff: number
  customers: number
  children: TreeNode[]
}
export type Row = { node: TreeNode; depth: number; isLeaf: boolean; isOpen: boolean }
export type Place = { parent_id: string | null; before_id: string | null }
export type Zone = 'before' | 'into' | 'after'

export const keyOf = (kind: Kind, id: string) => `${kind}:${id}`

/** Regions before stores, each in their order. Whatever hangs in a circle stands at the top. */
export function buildTree(tree: OrgTree): TreeNode[] {
  const nodes = new Map<string, TreeNode>()
  for (const r of tree.regions)
    nodes.set(r.id, {
      key: keyOf('region', r.id),
      kind: 'region',
      id: r.id,
      parentId: r.parent_id,
      name: r.name,
      code: null,
      isOpen: true,
      revision: r.revision,
      stores: 0,
      staff: 0,
      customers: 0,
      children: [],
    })
  const reaches = (node: TreeNode) => {
    const seen = new Set<string>()
    for (let at: TreeNode | undefined = node; at; at = at.parentId ? nodes.get(at.parentId) : undefined) {
      if (seen.has(at.id)) return false
      seen.add(at.id)
    }
    return true
  }
  const top: TreeNode[] = []
  for (const r of [...tree.regions].sort(inOrder)) {
    const node = nodes.get(r.id)!
    const parent = r.parent_id ? nodes.get(r.parent_id) : undefined
    if (parent && reaches(node)) parent.children.push(node)
    else top.push(node)
  }
  for (const s of [...tree.stores].sort(inOrder)) {
    const node: TreeNode = {
      key: keyOf('store', s.id),
      kind: 'store',
      id: s.id,
      parentId: s.region_id,
      name: s.name,
      code: s.code,
      isOpen: s.is_open,
      revision: s.revision,
      stores: 1,
      staff: s.staff_count,
      customers: s.customer_count,
      children: [],
    }
    const parent = s.region_id ? nodes.get(s.region_id) : undefined
    if (parent) parent.children.push(node)
    else top.push(node)
  }
  for (const node of top) addUp(node)
  return top
}

const inOrder = (a: { sort: number; id: string }, b: { sort: number; id: string }) =>
  a.sort - b.sort || a.id.length - b.id.length || (a.id < b.id ? -1 : 1)

function addUp(node: TreeNode) {
  for (const child of node.children) {
    addUp(child)
    node.stores += child.stores
    node.staff += child.staff
    node.customers += child.customers
  }
}

export function walk(nodes: TreeNode[], visit: (node: TreeNode, path: TreeNode[]) => void, path: TreeNode[] = []) {
  for (const node of nodes) {
    visit(node, path)
    walk(node.children, visit, [...path, node])
  }
}

export function findNode(nodes: TreeNode[], key: string | undefined): { node: TreeNode; path: TreeNode[] } | null {
  let found: { node: TreeNode; path: TreeNode[] } | null = null
  if (key)
    walk(nodes, (node, path) => {
      if (node.key === key) found = { node, path }
    })
  return found
}

const hits = (node: TreeNode, q: string) =>
  node.name.toLowerCase().includes(q) || (node.code ?? '').toLowerCase().includes(q)

/** What is on screen: open branches, or while searching what matches with all above it. A region
 * that matches shows all below it. */
export function rowsOf(nodes: TreeNode[], open: ReadonlySet<string>, query: string): Row[] {
  const q = query.trim().toLowerCase()
  const rows: Row[] = []
  const add = (node: TreeNode, depth: number, isTaken: boolean): boolean => {
    const at = rows.length
    const isHit = isTaken || (q !== '' && hits(node, q))
    const isOpen = q !== '' || open.has(node.key)
    rows.push({ node, depth, isLeaf: node.children.length === 0, isOpen })
    let any = isHit
    if (isOpen) for (const child of node.children) any = add(child, depth + 1, isHit) || any
    if (q !== '' && !any) rows.length = at
    return any
  }
  for (const node of nodes) add(node, 0, false)
  return rows
}

const siblingsOf = (nodes: TreeNode[], node: Pick<TreeNode, 'kind' | 'parentId'>) => {
  const parent = node.parentId ? findNode(nodes, keyOf('region', node.parentId))?.node : undefined
  return (parent ? parent.children : nodes).filter((n) => n.kind === node.kind)
}

/** Where it stands now, in the words of a move: so a move can be taken back. */
export function placeOf(nodes: TreeNode[], node: TreeNode): Place {
  const siblings = siblingsOf(nodes, node)
  const next = siblings[siblings.findIndex((n) => n.key === node.key) + 1]
  return { parent_id: node.parentId, before_id: next?.id ?? null }
}

export const isInside = (node: TreeNode, key: string): boolean =>
  node.key === key || node.children.some((child) => isInside(child, key))

/** Where a dragged node would go when let go over another; null where that means nothing. */
export function dropPlace(nodes: TreeNode[], dragged: TreeNode, over: TreeNode, zone: Zone): Place | null {
  if (isInside(dragged, over.key)) return null
  const place = wanted(nodes, dragged, over, zone)
  const now = placeOf(nodes, dragged)
  return place.parent_id === now.parent_id && place.before_id === now.before_id ? null : place
}

function wanted(nodes: TreeNode[], dragged: TreeNode, over: TreeNode, zone: Zone): Place {
  const into = { parent_id: over.kind === 'region' ? over.id : over.parentId, before_id: null }
  if (over.kind !== dragged.kind || zone === 'into') return into
  if (zone === 'before') return { parent_id: over.parentId, before_id: over.id }
  const siblings = siblingsOf(nodes, over).filter((n) => n.key !== dragged.key)
  const next = siblings[siblings.findIndex((n) => n.key === over.key) + 1]
  return { parent_id: over.parentId, before_id: next?.id ?? null }
}

/** One step up or down among its siblings; null at the end. */
export function nudgePlace(nodes: TreeNode[], node: TreeNode, step: 1 | -1): Place | null {
  const siblings = siblingsOf(nodes, node)
  const at = siblings.findIndex((n) => n.key === node.key)
  if (step < 0) return at > 0 ? { parent_id: node.parentId, before_id: siblings[at - 1]!.id } : null
  if (at === siblings.length - 1) return null
  return { parent_id: node.parentId, before_id: siblings[at + 2]?.id ?? null }
}

/** The server's lists as they will be after a move. */
export function movedTree(tree: OrgTree, nodes: TreeNode[], node: TreeNode, place: Place): OrgTree {
  const order = siblingsOf(nodes, { kind: node.kind, parentId: place.parent_id })
    .filter((n) => n.key !== node.key)
    .map((n) => n.id)
  const at = place.before_id ? order.indexOf(place.before_id) : -1
  order.splice(at < 0 ? order.length : at, 0, node.id)
  const sort = (id: string, known: number) => (order.includes(id) ? order.indexOf(id) + 1 : known)
  return node.kind === 'region'
    ? {
        ...tree,
        regions: tree.regions.map((r) => ({
          ...r,
          sort: sort(r.id, r.sort),
          parent_id: r.id === node.id ? place.parent_id : r.parent_id,
        })),
      }
    : {
        ...tree,
        stores: tree.stores.map((s) => ({
          ...s,
          sort: sort(s.id, s.sort),
          region_id: s.id === node.id ? place.parent_id : s.region_id,
        })),
      }
}

/** The revision known of a node, which may be newer than the node that was drawn. */
export function revisionOf(tree: OrgTree | undefined, node: TreeNode): number {
  const all: { id: string; revision: number }[] = (node.kind === 'region' ? tree?.regions : tree?.stores) ?? []
  return all.find((one) => one.id === node.id)?.revision ?? node.revision
}

export function withRevision(tree: OrgTree, node: TreeNode, revision: number): OrgTree {
  const set = <T extends { id: string }>(all: T[]) =>
    all.map((one) => (one.id === node.id ? { ...one, revision } : one))
  return node.kind === 'region' ? { ...tree, regions: set(tree.regions) } : { ...tree, stores: set(tree.stores) }
}

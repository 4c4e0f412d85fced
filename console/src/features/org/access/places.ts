// The places a user is responsible for, as one tree to choose from: regions with their stores,
// then departments.
import type { Schemas } from '@/api/client'
import { departmentTree } from '../departments'
import { buildTree, type OrgTree, type TreeNode } from '../tree'

export type Place = Pick<Schemas['UserPlace'], 'kind' | 'place_id'>
export type PlaceChoice = { value: string; title: string; selectable?: boolean; children: PlaceChoice[] }

const fromTree = (node: TreeNode): PlaceChoice => ({
  value: node.key,
  title: node.code ? `${node.name} (${node.code})` : node.name,
  children: node.children.map(fromTree),
})

type DepartmentBranch = ReturnType<typeof departmentTree>[number]
const fromDepartment = (node: DepartmentBranch): PlaceChoice => ({
  value: `department:${node.key}`,
  title: node.title,
  children: node.children.map(fromDepartment),
})

export const placeChoices = (
  tree: OrgTree | undefined,
  departments: Schemas['Department'][],
  words: { stores: string; departments: string },
): PlaceChoice[] =>
  [
    { value: 'stores', title: words.stores, selectable: false, children: tree ? buildTree(tree).map(fromTree) : [] },
    {
      value: 'departments',
      title: words.departments,
      selectable: false,
      children: departmentTree(departments).map(fromDepartment),
    },
  ].filter((branch) => branch.children.length > 0)

export const placeValue = (place: Place) => `${place.kind}:${place.place_id}`

/** "store:12" as a place; anything else is none. */
export const placeOf = (value: string): Place | null => {
  const [kind, place_id] = value.split(':')
  return (kind === 'region' || kind === 'store' || kind === 'department') && place_id ? { kind, place_id } : null
}

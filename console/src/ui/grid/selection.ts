/** Either these, or all of a result but these: never a list of a million ids. */
export type Selection = { all: boolean; ids: ReadonlySet<string> }

/** The server takes no more single ids. */
export const SELECTED_MAX = 5000

export const NONE: Selection = { all: false, ids: new Set() }
export const ALL: Selection = { all: true, ids: new Set() }

export const isSelected = (s: Selection, id: string) => s.ids.has(id) !== s.all
export const countOf = (s: Selection, total: number) => (s.all ? Math.max(0, total - s.ids.size) : s.ids.size)

/** The same with some of them chosen, or not. */
export function withIds(s: Selection, ids: Iterable<string>, on: boolean): Selection {
  const next = new Set(s.ids)
  for (const id of ids)
    if (on === s.all) next.delete(id)
    else next.add(id)
  return { all: s.all, ids: next }
}
export const toggled = (s: Selection, id: string): Selection => withIds(s, [id], !isSelected(s, id))

export const headOf = (s: Selection, total: number): 'none' | 'some' | 'all' => {
  const n = countOf(s, total)
  return n === 0 ? 'none' : n === total ? 'all' : 'some'
}

/** As the server takes it. */
export const selectionBody = (s: Selection, resultId: string) =>
  s.all ? { result_id: resultId, except_ids: [...s.ids] } : { ids: [...s.ids] }

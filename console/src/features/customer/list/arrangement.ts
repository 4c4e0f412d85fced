/** Which columns a person sees, in what order, how wide; what is not named stays as it was made. */
export type Arrangement = { order: string[]; hidden: string[]; widths: Record<string, number> }

export const DEFAULT: Arrangement = { order: [], hidden: ['gender', 'kind', 'corp', 'id'], widths: {} }
/** Without it nobody knows whom a row is about. */
export const ALWAYS = 'name'

type Keyed = { key: string; width: number }

/** All columns in their order: those of the arrangement first, new ones where they were made. */
export function ordered<C extends Keyed>(all: C[], order: string[]): C[] {
  const at = new Map(order.map((key, i) => [key, i]))
  const known = all.filter((c) => at.has(c.key)).toSorted((a, b) => at.get(a.key)! - at.get(b.key)!)
  const rest = all.filter((c) => !at.has(c.key))
  return [...known, ...rest]
}

export function arranged<C extends Keyed>(all: C[], a: Arrangement): C[] {
  return ordered(all, a.order)
    .filter((c) => c.key === ALWAYS || !a.hidden.includes(c.key))
    .map((c) => ({ ...c, width: a.widths[c.key] ?? c.width }))
}

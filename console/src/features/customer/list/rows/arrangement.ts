/** Which columns a person sees, in what order, how wide; what is not named stays as it was made. */
export type Arrangement = { order: string[]; hidden: string[]; widths: Record<string, number> }

export const DEFAULT: Arrangement = { order: [], hidden: ['gender', 'kind', 'corp', 'id'], widths: {} }
/** What was kept, as far as it can be read: another release or a key over the API may have written it. */
export function arrangementOf(kept: unknown): Arrangement {
  const { order, hidden, widths } = (kept ?? {}) as Partial<Record<keyof Arrangement, unknown>>
  const texts = (value: unknown, otherwise: string[]): string[] =>
    Array.isArray(value) ? value.filter((v) => typeof v === 'string') : otherwise
  const sizes = widths && typeof widths === 'object' ? Object.entries(widths) : []
  return {
    order: texts(order, DEFAULT.order),
    hidden: texts(hidden, DEFAULT.hidden),
    widths: Object.fromEntries(sizes.filter(([, width]) => typeof width === 'number' && width > 0)),
  }
}

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

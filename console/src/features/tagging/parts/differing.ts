import type { DictionaryDiff, DictionaryField, DictionaryRule, Differing } from '../queries'

export type Pair<T> = { is: T; was?: T }
export type Kind = 'removed' | 'changed' | 'added'

const isNone = (d: Differing<unknown>) => d.added.length + d.removed.length + d.changed.length === 0

/** Nothing would be otherwise. */
export const isSame = (d: DictionaryDiff) => isNone(d) && isNone(d.fields) && !d.is_reordered

const backOf = <T>(d: Differing<T>): Differing<T> => ({
  added: d.removed,
  removed: d.added,
  changed: d.changed_from,
  changed_from: d.changed,
})

/** The way back from the newer one to the older. */
export const back = (d: DictionaryDiff): DictionaryDiff => ({
  ...backOf<DictionaryRule>(d),
  fields: backOf<DictionaryField>(d.fields),
  is_reordered: d.is_reordered,
})

/** What goes stands first: it is what nobody should miss. */
export const rowsOf = <T>(d: Differing<T>): [Kind, Pair<T>][] => [
  ...d.removed.map((is): [Kind, Pair<T>] => ['removed', { is }]),
  ...d.changed.map((is, i): [Kind, Pair<T>] => ['changed', { is, was: d.changed_from[i] }]),
  ...d.added.map((is): [Kind, Pair<T>] => ['added', { is }]),
]

/** A label and its text, and with another before it what it said then. */
export type Part = { label: string; text: string; was?: string }

/** Of one that changed, what changed; of another, all but the first, by which it is called. */
export const partsOf = <T>(pair: Pair<T>, say: (one: T) => [string, string][]): Part[] => {
  const { was } = pair
  const now = say(pair.is)
  if (was === undefined) return now.slice(1).map(([label, text]) => ({ label, text }))
  const then = new Map(say(was))
  return now.map(([label, text]) => ({ label, text, was: then.get(label) })).filter((p) => p.was !== p.text)
}

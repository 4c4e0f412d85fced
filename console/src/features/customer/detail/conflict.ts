import type { Change, Fact } from './queries'

/** The newest change of a fact among those a 412 tells of. */
export const changeOf = (changes: Change[], fact: Fact): Change | undefined =>
  changes.find((c) => c.fields.includes(fact))

/** What a problem document says was changed meanwhile. */
export function changesOf(more: unknown): Change[] {
  const list = (more as { changes?: unknown } | null | undefined)?.changes
  if (!Array.isArray(list)) return []
  return list.filter(
    (c): c is Change => typeof c === 'object' && c !== null && Array.isArray((c as { fields?: unknown }).fields),
  )
}

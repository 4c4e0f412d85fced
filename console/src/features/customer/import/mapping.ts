import type { CustomerImport, ImportDraft } from './queries'

/** The mapping as it stands on the server, to be changed here. */
export const draftOf = (i: CustomerImport): ImportDraft => ({
  fields: i.columns.map((c) => c.field ?? ''),
  has_header: i.has_header,
  key: i.key ?? 'phone',
  rule: i.rule ?? 'both',
  makes_tags: i.makes_tags,
  tag_ids: i.tag_ids,
})

/** Another field for a column; a field stands once, so the column that had it is left out. */
export const mapped = (fields: string[], column: number, field: string): string[] =>
  fields.map((f, i) => (i === column ? field : f === field && field !== '' ? '' : f))

export type Trouble = 'nothing' | 'noKey' | 'noName'
/** What keeps a mapping from being used. */
export function troubleOf(draft: ImportDraft): Trouble | null {
  if (draft.fields.every((f) => f === '')) return 'nothing'
  if (!draft.fields.includes(draft.key)) return 'noKey'
  return null
}

/** Columns with something in them that nothing is done with, and the reasons there are for it. */
export function notTaken(file: CustomerImport, fields: string[]) {
  const out = file.columns.map((c, i) => ({ ...c, index: i })).filter((c) => !fields[c.index])
  return {
    columns: out.filter((c) => c.name || c.samples.length > 0),
    reasons: [...new Set(out.flatMap((c) => c.reason ?? []))],
  }
}

/** New people without a name are hard to tell apart; it is no reason to refuse. */
export const lacksName = (draft: ImportDraft) =>
  draft.rule !== 'update' && draft.rule !== 'fill' && !draft.fields.includes('name')

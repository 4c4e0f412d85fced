// A line of the audit in words: what was done from its method and path.
export type Verb = 'create' | 'change' | 'delete' | 'do'

/** "POST /api/stores/{id}/move" as what kind of doing it is, on which noun of the path, and the
 * words of its path; another form of action is itself. */
export function actionParts(action: string): { verb: Verb; noun: string; path: string[] } | null {
  const match = /^(POST|PUT|PATCH|DELETE) \/api\/([^/?]+)(\/.*)?$/.exec(action)
  if (!match) return null
  const [, method, noun = '', rest = ''] = match
  const tail = rest.split('/').filter((part) => part && !/^(\{.*\}|\d+)$/.test(part))
  const path = [noun, ...tail]
  if (method === 'DELETE') return { verb: 'delete', noun, path }
  if (method === 'PUT' || method === 'PATCH') return { verb: 'change', noun, path }
  return { verb: tail.length === 0 ? 'create' : 'do', noun, path }
}

/** The beginning of objects that a noun stands for: "store" as "store:". */
export const objectPrefix = (noun: string) => (noun.includes(':') ? noun : `${noun}:`)

/** Detail as lines of text; what is no JSON is itself. */
export function detailText(detail: unknown): string {
  if (detail === null || detail === undefined || detail === '') return ''
  return typeof detail === 'string' ? detail : JSON.stringify(detail, null, 2)
}

/** "store:914175" as its noun and a tail of its number short enough for a column. */
export function refParts(ref: string): { noun: string; id: string } {
  const [noun = '', id = ''] = ref.split(':')
  return { noun, id: id.length > 8 ? `…${id.slice(-6)}` : id }
}

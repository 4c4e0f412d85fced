import type { QueryAnswer, Value } from '../../types'

export type Edge = { step: number; from: string; to: string | null; count: number }
/** What an answer of paths says: between its step-th node and the next; `to` null: the session ended there. */
export const edgesOf = (answer: QueryAnswer): Edge[] => {
  const at = (name: string) => answer.columns.indexOf(name)
  return answer.rows.map((row: Value[]) => ({
    step: Number(row[at('step')]),
    from: String(row[at('from')]),
    to: row[at('to')] === null ? null : String(row[at('to')]),
    count: Number(row[at('count')]),
  }))
}

/** A node is a name at a step: the same name again later is another node. */
export const nodeId = (step: number, name: string | null): string => `${step} ${name ?? ''}`

/** Of each node, how many come through it: what leaves it, or what arrives at the last step. */
export function nodesOf(edges: Edge[]): Map<string, { step: number; name: string | null; count: number }> {
  const leaving = new Map<string, number>()
  const arriving = new Map<string, number>()
  const all = new Map<string, { step: number; name: string | null; count: number }>()
  for (const e of edges) {
    const from = nodeId(e.step, e.from)
    const to = nodeId(e.step + 1, e.to)
    leaving.set(from, (leaving.get(from) ?? 0) + e.count)
    arriving.set(to, (arriving.get(to) ?? 0) + e.count)
    all.set(from, { step: e.step, name: e.from, count: 0 })
    if (!all.has(to)) all.set(to, { step: e.step + 1, name: e.to, count: 0 })
  }
  for (const [id, node] of all) node.count = Math.max(leaving.get(id) ?? 0, arriving.get(id) ?? 0)
  return all
}

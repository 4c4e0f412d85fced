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

/** Where an arrow key leads: up and down among the edges of a step, the widest first; left and right to the step before
 * and the next, if it can be along the way. Null: nowhere, or no arrow. */
export function nextEdge(edges: Edge[], at: number | null, key: string): number | null {
  const by = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }[key]
  if (!by || edges.length === 0) return null
  const order = edges.map((_, i) => i).sort((a, b) => edges[b]!.count - edges[a]!.count)
  const of = (step: number) => order.filter((i) => edges[i]!.step === step)
  const edge = at === null ? undefined : edges[at]
  if (!edge) return of(Math.min(...edges.map((e) => e.step)))[0] ?? null
  const [across = 0, down = 0] = by
  if (across === 0) {
    const list = of(edge.step)
    return list[list.indexOf(at!) + down] ?? null
  }
  const list = of(edge.step + across)
  const along = list.find((i) => (across > 0 ? edges[i]!.from === edge.to : edges[i]!.to === edge.from))
  return along ?? list[0] ?? null
}

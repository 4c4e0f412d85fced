import type { QueryAnswer } from '../../types'

export type Moves = {
  /** The channels, the busiest first. */
  channels: string[]
  /** From row to column, how often. */
  cells: number[][]
  whole: number
}

/** Ways through channels as a table of from and to, whatever the step. What has the same name is one channel, and staying in it no move. */
export function movesOf(rows: QueryAnswer['rows'], nameOf: (value: string) => string): Moves {
  const weight = new Map<string, number>()
  const cells = new Map<string, number>()
  let whole = 0
  for (const [, from = null, to = null, count = 0] of rows) {
    if (from === null || to === null) continue
    const [a, b] = [nameOf(String(from)), nameOf(String(to))]
    if (a === b) continue
    const key = JSON.stringify([a, b])
    cells.set(key, (cells.get(key) ?? 0) + Number(count))
    for (const one of [a, b]) weight.set(one, (weight.get(one) ?? 0) + Number(count))
    whole += Number(count)
  }
  const channels = [...weight.keys()].sort((a, b) => weight.get(b)! - weight.get(a)! || a.localeCompare(b))
  return {
    channels,
    cells: channels.map((a) => channels.map((b) => cells.get(JSON.stringify([a, b])) ?? 0)),
    whole,
  }
}

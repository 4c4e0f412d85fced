import type { Spend, SpendKind } from './queries'

const DAY_MS = 86_400_000
/** So many days stand in the grid at once. */
export const DAYS = 7
/** What attribution calls a channel code. */
export const touchOfCode = (id: string) => `channel_code:${id}`
export const moved = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
export const daysFrom = (first: string, count: number) => Array.from({ length: count }, (_, i) => moved(first, i))

/** Yuan as people write them, as fen; null: no number. */
export const fenOf = (text: string): number | null => {
  const plain = text.replace(/[,，¥￥元\s]/g, '')
  return /^\d{1,10}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null
}

/** A day as spreadsheets have it: 2026-11-01, 2026/11/1, 2026.11.1, 2026年11月1日. */
export const dayOf = (text: string): string | null => {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/.exec(text.trim())
  if (!found) return null
  const day = `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`
  return Number.isNaN(Date.parse(`${day}T00:00:00Z`)) || moved(day, 0) !== day ? null : day
}

const cellsOf = (line: string) =>
  (line.includes('\t')
    ? line.split('\t')
    : (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((c) => c.replace(/,$/, ''))
  ).map((c) =>
    c
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"'),
  )

/** Rows of day, name, yuan, in any order of the first two, by tabs or commas. What is no such row is counted, save a head. */
export function readTable(text: string, kind: SpendKind) {
  const lines: Spend[] = []
  const bad: number[] = []
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((line, at) => {
      if (line.trim() === '') return
      const cells = cellsOf(line)
      const dayAt = cells.findIndex((c) => dayOf(c) !== null)
      const others = cells.filter((_, i) => i !== dayAt)
      const amount = fenOf(others[1] ?? '')
      const name = others[0] ?? ''
      if (dayAt >= 0 && name !== '' && amount !== null)
        lines.push({ kind, touch: name, day_on: dayOf(cells[dayAt]!)!, amount_fen: amount })
      else if (at > 0) bad.push(at + 1)
    })
  return { lines, bad }
}

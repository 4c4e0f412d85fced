import type { Schemas } from '@/api/client'

export type Figures = Schemas['GrowthFigures']
export type FigureKey = 'added' | 'new_people' | 'lost' | 'net' | 'churned' | 'churn_rate' | 'people_after'

/** What is good for us when it grows: 1, bad: -1. `drill` is whom a click shows. */
export const KPIS: { key: FigureKey; good: 1 | -1; drill?: keyof Figures }[] = [
  { key: 'added', good: 1, drill: 'added' },
  { key: 'new_people', good: 1, drill: 'new_people' },
  { key: 'lost', good: -1, drill: 'lost' },
  { key: 'net', good: 1 },
  { key: 'churned', good: -1, drill: 'churned' },
  { key: 'churn_rate', good: -1, drill: 'churned' },
  { key: 'people_after', good: 1, drill: 'people_after' },
]

export const churnBase = (f: Figures) => f.people_before + f.joined
/** The value of a figure; null when there is no denominator. */
export function figureOf(f: Figures, key: FigureKey): number | null {
  if (key !== 'churn_rate') return f[key]
  return churnBase(f) > 0 ? f.churned / churnBase(f) : null
}

/** By how much it changed, as a share of before; null without something to compare with. */
export const changeOf = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : (now - before) / Math.abs(before)

export type Cell = { share: number | null; size: number; isComplete: boolean; isSmall: boolean; kept: number }
export const SMALL = 30

/** One cell of a cohort: the share of those who have reached the day. */
export function cellOf(row: Schemas['CohortRow'], i: number): Cell {
  const reached = row.reached[i] ?? 0
  const kept = row.retained[i] ?? 0
  return {
    share: reached > 0 ? kept / reached : null,
    size: reached,
    kept,
    isComplete: reached === row.size,
    isSmall: reached < SMALL,
  }
}

/** The farthest a cell is from the whole on the same day: the scale is symmetric around it. */
export function spreadOf(board: Schemas['RetentionBoard'], points: number[]): number {
  let far = 0.02
  for (const row of board.rows)
    for (const i of points) {
      const cell = cellOf(row, i)
      const whole = cellOf(board.total, i)
      if (cell.share === null || whole.share === null || cell.isSmall) continue
      far = Math.max(far, Math.abs(cell.share - whole.share))
    }
  return Math.min(far, 0.2)
}

/** -1 … 1: how much worse or better than the whole. */
export const toneOf = (cell: Cell, whole: Cell, spread: number): number =>
  cell.share === null || whole.share === null || cell.isSmall
    ? 0
    : Math.max(-1, Math.min(1, (cell.share - whole.share) / spread))

/** Days somebody has reached. */
export const pointsShown = (board: Schemas['RetentionBoard']): number[] =>
  board.points.map((_, i) => i).filter((i) => (board.total.reached[i] ?? 0) > 0)

export type TreeRow<Row> = Row & { children?: TreeRow<Row>[] }
/** Rows under their parents, where those are there. */
export function treeOf<Row extends { key: string; parent_key: string | null }>(rows: Row[]): TreeRow<Row>[] {
  const known = new Map(rows.map((row) => [row.key, { ...row } as TreeRow<Row>]))
  const roots: TreeRow<Row>[] = []
  for (const row of known.values()) {
    const parent = row.parent_key ? known.get(row.parent_key) : undefined
    if (parent) parent.children = [...(parent.children ?? []), row]
    else roots.push(row)
  }
  return roots
}

/** What the whole can be broken down by. */
export const CUTS = ['store', 'staff', 'department', 'region', 'code', 'source'] as const

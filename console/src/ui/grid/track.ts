/** Scrolling over more rows than an element can be tall: the scroll bar runs over a track of at most
 * TRACK_MAX pixels, and a place on it stands for a place in the full height of all rows. */
export const TRACK_MAX = 16_000_000

export type Track = {
  /** Height of all rows, in pixels. */
  total: number
  /** Height of the element that is scrolled. */
  height: number
  /** Height of the part in sight. */
  view: number
  rowHeight: number
  rows: number
}

export const trackOf = (rows: number, rowHeight: number, view: number): Track => ({
  total: rows * rowHeight,
  height: Math.min(rows * rowHeight, TRACK_MAX),
  view,
  rowHeight,
  rows,
})

export const isScaled = (t: Track) => t.total > t.height
export const topMax = (t: Track) => Math.max(0, t.total - t.view)
export const clampTop = (t: Track, top: number) => Math.max(0, Math.min(topMax(t), top))

/** The place in all rows that a place of the scroll bar stands for. */
export function topOf(t: Track, scrollTop: number): number {
  if (!isScaled(t)) return scrollTop
  const run = Math.max(1, t.height - t.view)
  return clampTop(t, (scrollTop / run) * topMax(t))
}

/** Where the scroll bar stands for a place in all rows. */
export function scrollOf(t: Track, top: number): number {
  if (!isScaled(t)) return top
  return (clampTop(t, top) / topMax(t)) * Math.max(1, t.height - t.view)
}

/** The rows drawn: those in sight and some around them; equally many wherever the list stands. */
export function rowsAt(t: Track, top: number, around: number): [first: number, last: number] {
  const count = Math.min(t.rows, Math.ceil(t.view / t.rowHeight) + 1 + 2 * around)
  const first = Math.max(0, Math.min(t.rows - count, Math.floor(top / t.rowHeight) - around))
  return [first, first + count - 1]
}

/** The least movement that brings a row wholly into sight. */
export function topToShow(t: Track, top: number, row: number): number {
  const start = row * t.rowHeight
  if (start < top) return start
  if (start + t.rowHeight > top + t.view) return clampTop(t, start + t.rowHeight - t.view)
  return top
}

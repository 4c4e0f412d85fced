import type { Tile } from './queries'

export const COLUMNS = 12
type Box = Pick<Tile, 'id' | 'x' | 'y' | 'w' | 'h'>

const meet = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
const inOrder = (a: Box, b: Box) => a.y - b.y || a.x - b.x

/** Within the columns, no smaller than can be read. */
export const bounded = <T extends Box>(tile: T): T => {
  const w = Math.min(Math.max(tile.w, 2), COLUMNS)
  return {
    ...tile,
    w,
    h: Math.min(Math.max(tile.h, 2), 12),
    x: Math.min(Math.max(tile.x, 0), COLUMNS - w),
    y: Math.max(tile.y, 0),
  }
}

/** All tiles without overlap: `first` stays where it was put, the others give way downwards, and what has room above
 * moves up. */
export function laidOut<T extends Box>(tiles: T[], first?: string): T[] {
  const order = [...tiles].sort((a, b) => Number(b.id === first) - Number(a.id === first) || inOrder(a, b))
  const down: T[] = []
  for (const tile of order) {
    let y = tile.y
    while (down.some((other) => meet({ ...tile, y }, other))) y++
    down.push({ ...tile, y })
  }
  const up: T[] = []
  for (const tile of down.sort(inOrder)) {
    let y = tile.y
    while (y > 0 && !up.some((other) => meet({ ...tile, y: y - 1 }, other))) y--
    up.push({ ...tile, y })
  }
  return up
}

/** Where the next tile goes: below all others. */
export const bottom = (tiles: Box[]): number => Math.max(0, ...tiles.map((t) => t.y + t.h))

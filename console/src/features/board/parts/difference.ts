import type { BoardDraft, Tile } from '@/answers/tile/queries'
import { isSame } from '../filter'

type FromTo<T> = { from: T; to: T } | null
/** How a tile differs; `title` is that of the newer. */
export type TileDifference = {
  id: string
  title: string
  how: 'added' | 'removed' | 'renamed' | 'moved' | 'changed'
  from?: string
}
/** From one state of a board to another. */
export type BoardDifference = {
  name: FromTo<string>
  is_shared: FromTo<boolean>
  is_open: FromTo<boolean>
  filter: boolean
  tiles: TileDifference[]
}

/** Members in one order, so that equal values have equal texts. */
const textOf = (value: unknown) =>
  JSON.stringify(value, (_, one: unknown) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
const fromTo = <T>(from: T, to: T): FromTo<T> => (from === to ? null : { from, to })
const boxOf = ({ x, y, w, h }: Tile) => textOf([x, y, w, h])
const askedOf = ({ id, title, x, y, w, h, ...asked }: Tile) => textOf(asked)

function tileDifferences(was: Tile, now: Tile): TileDifference[] {
  const of = { id: now.id, title: now.title }
  const found: TileDifference[] = []
  if (was.title !== now.title) found.push({ ...of, how: 'renamed', from: was.title })
  if (askedOf(was) !== askedOf(now)) found.push({ ...of, how: 'changed' })
  if (boxOf(was) !== boxOf(now)) found.push({ ...of, how: 'moved' })
  return found
}

/** How `now` differs from `was`; null when they say the same. */
export function differenceOf(was: BoardDraft, now: BoardDraft): BoardDifference | null {
  const tiles = [
    ...now.tiles.flatMap((tile): TileDifference[] => {
      const before = was.tiles.find((t) => t.id === tile.id)
      return before ? tileDifferences(before, tile) : [{ id: tile.id, title: tile.title, how: 'added' }]
    }),
    ...was.tiles
      .filter((tile) => !now.tiles.some((t) => t.id === tile.id))
      .map(({ id, title }): TileDifference => ({ id, title, how: 'removed' })),
  ]
  const name = fromTo(was.name.trim(), now.name.trim())
  const is_shared = fromTo(was.is_shared, now.is_shared)
  const is_open = fromTo(was.is_open, now.is_open)
  const filter = !isSame(was.filter, now.filter)
  return name || is_shared || is_open || filter || tiles.length > 0 ? { name, is_shared, is_open, filter, tiles } : null
}

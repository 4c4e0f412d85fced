import { filtersOf } from '@/answers/pick/filter'
import type { BoardFilter, LeftOut } from '@/answers/tile/queries'
import type { Logic } from '@/answers/types'

/** Without what says nothing, so that two filters that mean the same are the same. */
export function tidy(filter: BoardFilter): BoardFilter {
  const { range, compare, channel, owner, filters } = filter
  return {
    ...(range ? { range } : {}),
    ...(compare ? { compare } : {}),
    ...(channel && channel.length > 0 ? { channel } : {}),
    ...(owner ? { owner } : {}),
    ...(filters !== undefined ? { filters } : {}),
  }
}
export const isSame = (a: BoardFilter, b: BoardFilter) => JSON.stringify(tidy(a)) === JSON.stringify(tidy(b))

/** The filter of the address; what is no filter is none. */
export function readFilter(text: string | undefined): BoardFilter | undefined {
  if (text === undefined) return undefined
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : text
    return value && typeof value === 'object' && !Array.isArray(value) ? tidy(value as BoardFilter) : undefined
  } catch {
    return undefined
  }
}

/** Where a board was refused: "tiles[2].query.metrics" is a member of its third tile. */
export function placeOf(field: string | null): { tile: number; member: string } | undefined {
  const [, at, member] = /^tiles\[(\d+)\](?:\.query)?\.?(.*)$/.exec(field ?? '') ?? []
  return at === undefined ? undefined : { tile: Number(at), member: member || 'query' }
}

export const countOf = (filters: Logic | undefined): number => filtersOf(filters)?.list.length ?? 1

/** The names of what a condition asks: of one a person built, its variables. */
export function askedBy(left: LeftOut): string[] {
  const whole = filtersOf(left.condition)
  const text = JSON.stringify(left.condition)
  if (text.includes('has_relation') || /"property\.staff_id"\},\[/.test(text)) return ['owner']
  return whole ? [...new Set(whole.list.map((f) => f.name))] : []
}

import dayjs from 'dayjs'
import { dayStart } from '@/ui/format'
import type { Filters } from '@/ui/url'

export const WAYS = [
  'qr_code',
  'mobile_search',
  'name_card',
  'group_chat',
  'phone_contacts',
  'wechat_contacts',
  'friend_request',
  'service_staff',
  'acquisition_link',
  'internal_share',
  'assigned',
  'import',
  'unknown',
] as const

/** What stands in the address and narrows the list; `sort`, `open` and the like do not. */
export const FILTERS = [
  'q',
  'tag_ids',
  'tag_match',
  'without_tag_ids',
  'staff_id',
  'store_id',
  'department_id',
  'region_id',
  'source',
  'state',
  'code_token',
  'added_from',
  'added_to',
  'last_event_from',
  'last_event_to',
] as const
/** Those of the drawer: the bar shows how many of them are set. */
export const MORE = [
  'without_tag_ids',
  'store_id',
  'department_id',
  'region_id',
  'code_token',
  'last_event_from',
  'last_event_to',
] as const
export const SORTS = ['added_desc', 'added_asc', 'last_event_desc', 'name_asc'] as const
export type Sort = (typeof SORTS)[number]

type Query = Record<string, string | undefined>

/** The address without what concerns this reader alone. The people of a board are its question. */
export const viewOf = (address: Filters): Query =>
  address.board
    ? { board: address.board }
    : Object.fromEntries([...FILTERS, 'sort'].flatMap((name) => (address[name] ? [[name, address[name]]] : [])))

/** "q=x&sort=y", always in one order, so that equal views have equal text. */
export const viewText = (address: Filters): string =>
  new URLSearchParams(viewOf(address) as Record<string, string>).toString()

export const viewFrom = (text: string | null): Query => viewOf(Object.fromEntries(new URLSearchParams(text ?? '')))

export const isFiltered = (address: Filters) =>
  !!address.board || FILTERS.some((name) => name !== 'tag_match' && address[name])
export const moreCount = (address: Filters) =>
  MORE.filter((name) => address[name] && !(name === 'last_event_to' && address.last_event_from)).length

export const idsOf = (text: string | undefined): string[] => (text ? text.split(',').filter(Boolean) : [])
export const idsText = (ids: string[]): string | undefined => (ids.length > 0 ? ids.join(',') : undefined)

/** Ends are the first instant that no longer belongs. */
const dayAfter = (day: string) => dayStart(dayjs(day).add(1, 'day').format('YYYY-MM-DD'))

/** What the server is asked: days become instants, a tag of an old link becomes a list. */
export function queryOf(address: Filters): Query {
  if (address.board) return { board: address.board }
  const { tag_id, ...rest } = address
  const view = viewOf({ ...rest, tag_ids: rest.tag_ids ?? tag_id })
  if (!view.tag_ids?.includes(',')) delete view.tag_match
  const day = (name: string, to: (day: string) => string) => {
    const value = view[name]
    if (value && /^\d{4}-\d{2}-\d{2}$/.test(value)) view[name] = to(value)
  }
  day('added_from', dayStart)
  day('added_to', dayAfter)
  day('last_event_from', dayStart)
  day('last_event_to', dayAfter)
  return view
}

/** The sort a click on a column head leads to. */
export function nextSort(now: string | undefined, key: string): Sort | undefined {
  if (key === 'name') return now === 'name_asc' ? undefined : 'name_asc'
  if (key === 'last') return now === 'last_event_desc' ? undefined : 'last_event_desc'
  return now === undefined || now === 'added_desc' ? 'added_asc' : undefined
}
export function sortedBy(now: string | undefined): { key: string; desc: boolean } {
  if (now === 'name_asc') return { key: 'name', desc: false }
  if (now === 'last_event_desc') return { key: 'last', desc: true }
  return { key: 'added', desc: now !== 'added_asc' }
}

const SLACK_MS = 2000
/** From when on somebody is new to a list frozen then: the platform tells whole seconds. */
export const newcomersFrom = (frozenAt: number, addedFrom: string | undefined): string => {
  const from = new Date(frozenAt - SLACK_MS).toISOString()
  return addedFrom && Date.parse(addedFrom) > Date.parse(from) ? addedFrom : from
}

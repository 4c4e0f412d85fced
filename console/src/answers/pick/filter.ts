import type { Logic } from '../types'

/** A condition a person can build by clicking: one variable against a value. Of who somebody is the name is
 * `in_segment` or `has_tag` with ids as its value, or `customer.NAME`. */
export type FilterOp = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'in' | 'there' | 'absent'
export type Filter = { name: string; op: FilterOp; value: string }
export type Filters = { any: boolean; list: Filter[] }

export const isSet = (name: string) => name === 'in_segment' || name === 'has_tag'
export const isFact = (name: string) => name.startsWith('customer.')

const constant = (name: string, text: string): string | number | boolean => {
  if (isFact(name) && (text === 'true' || text === 'false')) return text === 'true'
  return /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text
}
export const listOf = (value: string): string[] =>
  value
    .split(/[,，]/)
    .map((v) => v.trim())
    .filter((v) => v !== '')

const oneOf = ({ name, op, value }: Filter): Logic => {
  if (isSet(name)) return op === '!=' ? { '!': { [name]: listOf(value) } } : { [name]: listOf(value) }
  const variable = { var: name }
  if (op === 'there') return { '!=': [variable, null] }
  if (op === 'absent') return { '==': [variable, null] }
  if (op === 'in') return { in: [variable, listOf(value).map((v) => constant(name, v))] }
  return { [op]: [variable, constant(name, value)] }
}
/** As docs/query.md takes it; what is not finished yet is left out, and nothing at all is no condition. */
export function logicOf({ any, list }: Filters): Logic | undefined {
  const whole = list.filter((f) => f.name !== '' && (f.value !== '' || f.op === 'there' || f.op === 'absent'))
  return whole.length === 0 ? undefined : { [any ? 'or' : 'and']: whole.map(oneOf) }
}

const setOf = (one: Record<string, unknown>, op: FilterOp): Filter | null => {
  const [[name = '', ids] = []] = Object.entries(one)
  if (!isSet(name) || ids === null || (typeof ids === 'object' && !Array.isArray(ids))) return null
  return { name, op, value: (Array.isArray(ids) ? ids : [ids]).join(', ') }
}
function filterOf(one: Record<string, unknown>): Filter | null {
  const [[how, inner] = []] = Object.entries(one)
  if (!how) return null
  if (isSet(how)) return setOf(one, '==')
  if (how === '!' && inner && typeof inner === 'object' && !Array.isArray(inner))
    return setOf(inner as Record<string, unknown>, '!=')
  const args = inner as [{ var?: string }, unknown] | undefined
  const name = args?.[0]?.var
  if (name === undefined) return null
  const value = args![1]
  if (value === null) return { name, op: how === '==' ? 'absent' : 'there', value: '' }
  if (how === 'in' && Array.isArray(value)) return { name, op: 'in', value: value.join(', ') }
  if (!['==', '!=', '>', '>=', '<', '<='].includes(how)) return null
  return { name, op: how as FilterOp, value: String(value) }
}

/** Back from the JSON; null for one that was written by hand and says more. */
export function filtersOf(logic: Logic | undefined): Filters | null {
  if (logic === undefined) return { any: false, list: [] }
  if (typeof logic === 'boolean') return null
  const [[op, inner] = []] = Object.entries(logic)
  const isMany = (op === 'and' || op === 'or') && Array.isArray(inner)
  const all = (isMany ? inner : [logic]) as Record<string, unknown>[]
  const list = all.map(filterOf)
  return list.some((f) => f === null) ? null : { any: op === 'or', list: list as Filter[] }
}

/** Both conditions; either may be none. */
export const both = (one: Logic | undefined, other: Logic | undefined): Logic | undefined =>
  one === undefined ? other : other === undefined ? one : { and: [one, other] }

import type { Logic } from '../types'

/** A condition a person can build by clicking: one variable against a value. */
export type FilterOp = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'in' | 'there' | 'absent'
export type Filter = { name: string; op: FilterOp; value: string }
export type Filters = { any: boolean; list: Filter[] }

const constant = (text: string): string | number => (/^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text)

const oneOf = ({ name, op, value }: Filter): Logic => {
  const variable = { var: name }
  if (op === 'there') return { '!=': [variable, null] }
  if (op === 'absent') return { '==': [variable, null] }
  if (op === 'in')
    return {
      in: [
        variable,
        value
          .split(/[,，]/)
          .map((v) => constant(v.trim()))
          .filter((v) => v !== ''),
      ],
    }
  return { [op]: [variable, constant(value)] }
}
/** As docs/query.md takes it; what is not finished yet is left out, and nothing at all is no condition. */
export function logicOf({ any, list }: Filters): Logic | undefined {
  const whole = list.filter((f) => f.name !== '' && (f.value !== '' || f.op === 'there' || f.op === 'absent'))
  return whole.length === 0 ? undefined : { [any ? 'or' : 'and']: whole.map(oneOf) }
}

/** Back from the JSON; null for one that was written by hand and says more. */
export function filtersOf(logic: Logic | undefined): Filters | null {
  if (logic === undefined) return { any: false, list: [] }
  if (typeof logic === 'boolean') return null
  const [[op, inner] = []] = Object.entries(logic)
  if ((op !== 'and' && op !== 'or') || !Array.isArray(inner)) return null
  const list: Filter[] = []
  for (const one of inner as Record<string, [{ var?: string }, unknown]>[]) {
    const [[how, args] = []] = Object.entries(one)
    const name = args?.[0]?.var
    if (!how || name === undefined) return null
    const value = args![1]
    if (value === null) list.push({ name, op: how === '==' ? 'absent' : 'there', value: '' })
    else if (how === 'in' && Array.isArray(value)) list.push({ name, op: 'in', value: value.join(', ') })
    else if (['==', '!=', '>', '>=', '<', '<='].includes(how))
      list.push({ name, op: how as FilterOp, value: String(value) })
    else return null
  }
  return { any: op === 'or', list }
}

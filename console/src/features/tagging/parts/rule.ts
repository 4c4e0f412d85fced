/** Conditions as they are clicked together, and the JsonLogic document they are. */
export type Condition =
  | { kind: 'value'; name: string; op: '==' | '!=' | '>' | '>=' | '<' | '<='; value: string | number | boolean }
  | { kind: 'one_of'; name: string; values: string[] }
  | { kind: 'empty'; name: string }
  | { kind: 'did' | 'did_not'; type: string; window: string }
  | { kind: 'count'; type: string; window: string; op: '>=' | '<' | '=='; value: number }
  | { kind: 'sum'; type: string; property: string; window: string; op: '>=' | '<'; value: number }
  | { kind: 'tag'; ids: string[] }
export type Conditions = { all: boolean; items: Condition[] }

type Json = unknown
const ever = (window: string) => (window === '' || window === 'ever' ? [] : [window])

export function ruleOfCondition(c: Condition): Json {
  switch (c.kind) {
    case 'value':
      return { [c.op]: [{ var: c.name }, c.value] }
    case 'one_of':
      return { in: [{ var: c.name }, c.values] }
    case 'empty':
      return { '!': { var: c.name } }
    case 'did':
    case 'did_not':
      return { [c.kind]: [c.type, ...ever(c.window)] }
    case 'count':
      return { [c.op]: [{ event_count: [c.type, ...ever(c.window)] }, c.value] }
    case 'sum':
      return { [c.op]: [{ event_sum: [c.type, c.property, ...ever(c.window)] }, c.value] }
    case 'tag':
      return { has_tag: c.ids }
  }
}

export function ruleOf({ all, items }: Conditions): string {
  const rules = items.map(ruleOfCondition)
  return JSON.stringify(rules.length === 1 ? rules[0] : { [all ? 'and' : 'or']: rules })
}

const isText = (v: Json): v is string => typeof v === 'string'
const texts = (v: Json): string[] | null => (Array.isArray(v) && v.every(isText) ? v : null)

function one(json: Json): [string, Json] | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  const entries = Object.entries(json)
  return entries.length === 1 ? (entries[0] as [string, Json]) : null
}
const variable = (json: Json): string | null => {
  const it = one(json)
  return it && it[0] === 'var' && isText(it[1]) ? it[1] : null
}

function compared(op: string, args: Json): Condition | null {
  if (!Array.isArray(args) || args.length !== 2) return null
  const [left, right] = args as [Json, Json]
  const name = variable(left)
  if (name !== null && ['string', 'number', 'boolean'].includes(typeof right))
    return { kind: 'value', name, op: op as '==', value: right as string }
  const counted = one(left)
  if (!counted || typeof right !== 'number') return null
  const parts = texts(counted[1])
  if (!parts) return null
  if (counted[0] === 'event_count' && parts.length <= 2 && ['>=', '<', '=='].includes(op))
    return { kind: 'count', type: parts[0] ?? '', window: parts[1] ?? 'ever', op: op as '>=', value: right }
  if (counted[0] === 'event_sum' && parts.length >= 2 && parts.length <= 3 && ['>=', '<'].includes(op))
    return {
      kind: 'sum',
      type: parts[0] ?? '',
      property: parts[1] ?? '',
      window: parts[2] ?? 'ever',
      op: op as '>=',
      value: right,
    }
  return null
}

function conditionOf(json: Json): Condition | null {
  const it = one(json)
  if (!it) return null
  const [op, args] = it
  if (['==', '!=', '>', '>=', '<', '<='].includes(op)) return compared(op, args)
  if (op === 'in' && Array.isArray(args) && args.length === 2) {
    const name = variable(args[0])
    const values = texts(args[1])
    return name !== null && values ? { kind: 'one_of', name, values } : null
  }
  if (op === '!') {
    const name = variable(args)
    return name === null ? null : { kind: 'empty', name }
  }
  const parts = texts(args)
  if ((op === 'did' || op === 'did_not') && parts && parts.length >= 1 && parts.length <= 2)
    return { kind: op, type: parts[0] ?? '', window: parts[1] ?? 'ever' }
  if (op === 'has_tag' && parts) return { kind: 'tag', ids: parts }
  return null
}

/** Null for what the builder cannot show; it is written as text then. */
export function conditionsOf(rule: string): Conditions | null {
  if (rule.trim() === '') return { all: true, items: [] }
  let json: Json
  try {
    json = JSON.parse(rule)
  } catch {
    return null
  }
  const it = one(json)
  const many = it && (it[0] === 'and' || it[0] === 'or') && Array.isArray(it[1]) ? it : null
  const list = many ? (many[1] as Json[]) : [json]
  const items = list.map(conditionOf)
  return items.every((c) => c !== null) ? { all: many?.[0] !== 'or', items: items as Condition[] } : null
}

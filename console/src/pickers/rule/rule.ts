/** Conditions as they are clicked together, and the JsonLogic document they are. */
export type Op = '==' | '!=' | '>' | '>=' | '<' | '<='
/** What an event has to say besides. */
export type Where = { name: string; op: Op; value: string | number }
export type RelationField = 'staff_id' | 'store_id' | 'state' | 'add_way'
export type Condition =
  | { kind: 'value'; name: string; op: Op; value: string | number | boolean }
  | { kind: 'one_of'; name: string; values: string[] }
  | { kind: 'empty'; name: string }
  | { kind: 'did' | 'did_not'; type: string; window: string; where?: Where[] }
  | { kind: 'count'; type: string; window: string; op: '>=' | '<' | '=='; value: number; where?: Where[] }
  | { kind: 'sum'; type: string; property: string; window: string; op: '>=' | '<'; value: number; where?: Where[] }
  | { kind: 'tag'; ids: string[] }
  | { kind: 'relation'; field: RelationField; values: string[] }
  | { kind: 'segment'; ids: string[] }
/** All of the items or any of them; `not`: none of it. Groups stand in groups. */
export type Conditions = { all: boolean; not?: boolean; items: Item[] }
export type Item = Condition | Conditions
export const isGroup = (item: Item): item is Conditions => 'items' in item

type Json = unknown
const ever = (window: string) => (window === '' || window === 'ever' ? [] : [window])

function whereOf(where: Where[] | undefined): Json | null {
  const rules = (where ?? []).map((w) => ({ [w.op]: [{ var: w.name }, w.value] }))
  return rules.length === 0 ? null : rules.length === 1 ? rules[0] : { and: rules }
}

/** The arguments of an event operator; what stands behind a gap needs its window written out. */
function eventArgs(first: Json[], window: string, where: Where[] | undefined): Json[] {
  const also = whereOf(where)
  return also === null ? [...first, ...ever(window)] : [...first, window || 'ever', also]
}

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
      return { [c.kind]: eventArgs([c.type], c.window, c.where) }
    case 'count':
      return { [c.op]: [{ event_count: eventArgs([c.type], c.window, c.where) }, c.value] }
    case 'sum':
      return { [c.op]: [{ event_sum: eventArgs([c.type, c.property], c.window, c.where) }, c.value] }
    case 'tag':
      return { has_tag: c.ids }
    case 'relation':
      return { has_relation: c.values.length > 0 ? { in: [{ var: c.field }, c.values] } : [] }
    case 'segment':
      return { in_segment: c.ids }
  }
}

function ruleOfItem(item: Item): Json {
  if (!isGroup(item)) return ruleOfCondition(item)
  const rules = item.items.map(ruleOfItem)
  const joined = { [item.all ? 'and' : 'or']: rules }
  return item.not ? { '!': joined } : joined
}

/** Empty where nothing is asked of anybody; without conditions, but any or none of them, a list that is to be filled. */
export function ruleOf(conditions: Conditions): string {
  const { all, items, not } = conditions
  if (all && !not && items.length === 0) return ''
  const alone = all && !not && items.length === 1 && items[0] && !isGroup(items[0])
  return JSON.stringify(alone ? ruleOfItem(items[0] as Condition) : ruleOfItem(conditions))
}

/** Nothing is left open: a group without conditions, a tag or audience that is not chosen. */
export function isWhole(item: Item): boolean {
  if (isGroup(item)) return item.items.length > 0 && item.items.every(isWhole)
  if (item.kind === 'tag' || item.kind === 'segment') return item.ids.length > 0
  if (item.kind === 'one_of') return item.values.length > 0
  if (item.kind === 'value') return item.value !== ''
  return !('type' in item) || item.type !== ''
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
const OPS = ['==', '!=', '>', '>=', '<', '<=']

function whereFrom(json: Json): Where[] | null {
  const it = one(json)
  if (!it) return null
  const list = it[0] === 'and' && Array.isArray(it[1]) ? (it[1] as Json[]) : [json]
  const found = list.map((part): Where | null => {
    const asked = one(part)
    if (!asked || !OPS.includes(asked[0]) || !Array.isArray(asked[1]) || asked[1].length !== 2) return null
    const name = variable(asked[1][0])
    const value = asked[1][1] as Json
    return name !== null && (isText(value) || typeof value === 'number') ? { name, op: asked[0] as Op, value } : null
  })
  return found.every((w) => w !== null) ? (found as Where[]) : null
}

/** Texts, and behind the window what the event has to say. */
function eventOf(args: Json, before: number): { parts: string[]; window: string; where?: Where[] } | null {
  const list = isText(args) ? [args] : Array.isArray(args) ? (args as Json[]) : []
  const parts = texts(list.slice(0, before))
  const window = list[before] ?? 'ever'
  if (!parts || parts.length !== before || !isText(window) || list.length > before + 2) return null
  if (list.length <= before + 1) return { parts, window }
  const where = whereFrom(list[before + 1])
  return where ? { parts, window, where } : null
}

function compared(op: string, args: Json): Condition | null {
  if (!Array.isArray(args) || args.length !== 2) return null
  const [left, right] = args as [Json, Json]
  const name = variable(left)
  if (name !== null && ['string', 'number', 'boolean'].includes(typeof right))
    return { kind: 'value', name, op: op as Op, value: right as string }
  const counted = one(left)
  if (!counted || typeof right !== 'number') return null
  const event = eventOf(counted[1], counted[0] === 'event_sum' ? 2 : 1)
  if (!event) return null
  const { parts, ...rest } = event
  const type = parts[0] ?? ''
  if (counted[0] === 'event_count' && ['>=', '<', '=='].includes(op))
    return { kind: 'count', type, ...rest, op: op as '>=', value: right }
  if (counted[0] === 'event_sum' && ['>=', '<'].includes(op))
    return { kind: 'sum', type, property: parts[1] ?? '', ...rest, op: op as '>=', value: right }
  return null
}

const FIELDS = ['staff_id', 'store_id', 'state', 'add_way']

function relationOf(args: Json): Condition | null {
  if (Array.isArray(args) && args.length === 0) return { kind: 'relation', field: 'staff_id', values: [] }
  const it = one(args)
  if (it?.[0] !== 'in' || !Array.isArray(it[1]) || it[1].length !== 2) return null
  const field = variable(it[1][0])
  const values = texts(it[1][1])
  if (field === null || !FIELDS.includes(field) || !values) return null
  return { kind: 'relation', field: field as RelationField, values }
}

function conditionOf(json: Json): Condition | null {
  const it = one(json)
  if (!it) return null
  const [op, args] = it
  if (op === 'var' && isText(args)) return { kind: 'value', name: args, op: '==', value: true }
  if (OPS.includes(op)) return compared(op, args)
  if (op === 'in' && Array.isArray(args) && args.length === 2) {
    const name = variable(args[0])
    const values = texts(args[1])
    return name !== null && values ? { kind: 'one_of', name, values } : null
  }
  if (op === '!') {
    const name = variable(args)
    return name === null ? null : { kind: 'empty', name }
  }
  if (op === 'has_relation') return relationOf(args)
  const names = isText(args) ? [args] : texts(args)
  if (op === 'has_tag' && names) return { kind: 'tag', ids: names }
  if (op === 'in_segment' && names) return { kind: 'segment', ids: names }
  if (op !== 'did' && op !== 'did_not') return null
  const event = eventOf(args, 1)
  return event ? { kind: op, type: event.parts[0] ?? '', window: event.window, where: event.where } : null
}

/** Only the outermost list may be empty: it is still to be filled. */
function groupOf(json: Json, isOutermost: boolean): Conditions | null {
  const it = one(json)
  if (!it) return null
  if (it[0] === '!') {
    const inner = groupOf(Array.isArray(it[1]) && it[1].length === 1 ? it[1][0] : it[1], isOutermost)
    return inner && !inner.not ? { ...inner, not: true } : null
  }
  if ((it[0] !== 'and' && it[0] !== 'or') || !Array.isArray(it[1])) return null
  if (it[1].length === 0 && !isOutermost) return null
  const items = it[1].map(itemOf)
  return items.every((item) => item !== null) ? { all: it[0] === 'and', items: items as Item[] } : null
}

const itemOf = (json: Json): Item | null => conditionOf(json) ?? groupOf(json, false)

/** Null for what the builder cannot show; it is written as text then. */
export function conditionsOf(rule: string): Conditions | null {
  if (rule.trim() === '') return { all: true, items: [] }
  let json: Json
  try {
    json = JSON.parse(rule)
  } catch {
    return null
  }
  const single = conditionOf(json)
  return single ? { all: true, items: [single] } : groupOf(json, true)
}

/** There is no condition in it: such a rule is neither tried nor saved. */
export const asksNothing = (rule: string): boolean => conditionsOf(rule)?.items.length === 0

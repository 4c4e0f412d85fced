/** The mapping document (docs/import.md) as the page changes it: pure. */

export const KINDS = ['person', 'order', 'event', 'product', 'cost'] as const
export type Kind = (typeof KINDS)[number]
export const PEOPLE = [
  'unionid',
  'user_id',
  'member_no',
  'phone',
  'email',
  'openid',
  'external_userid',
  'buyer_id',
  'anonymous_id',
] as const
export const TIME_FORMATS = ['auto', 'seconds', 'milliseconds', 'excel'] as const
export const PAYLOAD_TYPES = ['text', 'code', 'number', 'integer', 'money', 'time', 'bool'] as const

export type ValueOptions = {
  format?: string
  unit?: 'yuan' | 'fen'
  round?: boolean
  words?: Record<string, string>
  otherwise?: string
  as?: string
}
export type Value =
  | string
  | ({ column?: string | string[]; value?: string; text?: string; [more: string]: unknown } & ValueOptions)
export type Mapping = {
  kind: Kind
  file?: { header?: boolean; [more: string]: unknown }
  fields: Record<string, Value>
  people?: ({ kind: string; column?: string | string[] } & Record<string, unknown>)[]
  payload?: Record<string, Value>
  shop?: { number: string; name?: string }
  source?: string
  match?: string
  rule?: string
  makes_tags?: boolean
  tags?: string[]
  [more: string]: unknown
}
export type Field = { name: string; type: string; is_needed: boolean; words: string[] }

/** The one column a value is of; undefined: it is put together or fixed. */
export const columnOf = (value: Value | { column?: string | string[] }): string | undefined =>
  typeof value === 'string' ? value : typeof value.column === 'string' ? value.column : undefined

/** What a column is used for: "fields.total", "people.phone", "payload.总额". */
export const targetsOf = (mapping: Mapping, column: string): string[] => [
  ...Object.entries(mapping.fields).flatMap(([name, v]) => (columnOf(v) === column ? [`fields.${name}`] : [])),
  ...(mapping.people ?? []).flatMap((p) => (columnOf(p) === column ? [`people.${p.kind}`] : [])),
  ...Object.entries(mapping.payload ?? {}).flatMap(([name, v]) => (columnOf(v) === column ? [`payload.${name}`] : [])),
]

const without = <T>(object: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(object).filter(([k]) => k !== key))
const split = (target: string): [string, string] => {
  const dot = target.indexOf('.')
  return [target.slice(0, dot), target.slice(dot + 1)]
}

const drop = (mapping: Mapping, target: string): Mapping => {
  const [part, name] = split(target)
  if (part === 'fields') return { ...mapping, fields: without(mapping.fields, name) }
  if (part === 'payload') return { ...mapping, payload: without(mapping.payload ?? {}, name) }
  return { ...mapping, people: (mapping.people ?? []).filter((p) => p.kind !== name) }
}
const put = (mapping: Mapping, target: string, column: string): Mapping => {
  const [part, name] = split(target)
  if (part === 'fields') return { ...mapping, fields: { ...mapping.fields, [name]: column } }
  if (part === 'payload') return { ...mapping, payload: { ...mapping.payload, [name]: column } }
  return { ...drop(mapping, target), people: [...(drop(mapping, target).people ?? []), { kind: name, column }] }
}

/** A column is used for these and nothing else; what another column gave before, this one gives now. */
export function withTargets(mapping: Mapping, column: string, targets: string[]): Mapping {
  const before = targetsOf(mapping, column)
  const gone = before.filter((t) => !targets.includes(t))
  const come = targets.filter((t) => !before.includes(t))
  return come.reduce((m, t) => put(m, t, column), gone.reduce(drop, mapping))
}

/** The value of a target, as an object. */
export function optionsOf(mapping: Mapping, target: string): ValueOptions {
  const [part, name] = split(target)
  const value = part === 'fields' ? mapping.fields[name] : part === 'payload' ? mapping.payload?.[name] : undefined
  return value === undefined || typeof value === 'string' ? {} : value
}

/** Other options for a target; what is undefined goes. */
export function withOptions(mapping: Mapping, target: string, patch: ValueOptions): Mapping {
  const [part, name] = split(target)
  if (part !== 'fields' && part !== 'payload') return mapping
  const values = (part === 'fields' ? mapping.fields : mapping.payload) ?? {}
  const old = values[name]
  const whole = { ...(typeof old === 'string' ? { column: old } : old), ...patch }
  const kept = Object.fromEntries(Object.entries(whole).filter(([, v]) => v !== undefined)) as Value
  const plain = typeof kept === 'object' && Object.keys(kept).length === 1 && typeof kept.column === 'string'
  return { ...mapping, [part]: { ...values, [name]: plain ? (kept as { column: string }).column : kept } }
}

/** Values that are the same for all rows. */
export const constantsOf = (mapping: Mapping): [string, string][] =>
  Object.entries(mapping.fields).flatMap(([name, v]) =>
    typeof v === 'object' && typeof v.value === 'string' ? [[name, v.value] as [string, string]] : [],
  )
export const withConstant = (mapping: Mapping, name: string, value: string | undefined): Mapping => ({
  ...mapping,
  fields: value === undefined ? without(mapping.fields, name) : { ...mapping.fields, [name]: { value } },
})

/** A value of several columns: the first with something in it, or a text they are put into. */
export const combinedOf = (mapping: Mapping): { target: string; value: string[] | string }[] =>
  (['fields', 'payload'] as const).flatMap((part) =>
    Object.entries(mapping[part] ?? {}).flatMap(([name, v]): { target: string; value: string[] | string }[] => {
      if (typeof v === 'string') return []
      if (typeof v.text === 'string') return [{ target: `${part}.${name}`, value: v.text }]
      return Array.isArray(v.column) ? [{ target: `${part}.${name}`, value: v.column }] : []
    }),
  )
/** Its columns or its text; what else was said of the value stays.  Undefined: the target is given up. */
export function withCombined(mapping: Mapping, target: string, value: string[] | string | undefined): Mapping {
  const [part, name] = split(target)
  if (part !== 'fields' && part !== 'payload') return mapping
  const values = (part === 'fields' ? mapping.fields : mapping.payload) ?? {}
  if (value === undefined) return { ...mapping, [part]: without(values, name) }
  const old = values[name]
  const { column: _c, text: _t, value: _v, ...options } = typeof old === 'object' ? old : {}
  const how = typeof value === 'string' ? { text: value } : { column: value }
  return { ...mapping, [part]: { ...values, [name]: { ...how, ...options } } }
}

export const TESTS = ['present', 'absent', 'in', 'not_in', 'like', 'not_like', 'above', 'below'] as const
export type Test = (typeof TESTS)[number]
type Condition = { column: string; [test: string]: unknown }

/** Which rows are wanted. */
export const conditionsOf = (mapping: Mapping): Condition[] => (mapping.where as Condition[] | undefined) ?? []

/** The one test of a condition with its words; a condition of several tests has no one. */
export function testOf(condition: Condition): { test?: Test; words: string[] } {
  const [first, ...more] = Object.keys(condition).filter((k) => k !== 'column')
  if (first === undefined || more.length > 0) return { words: [] }
  const value = condition[first]
  if (first === 'present') return { test: value === false ? 'absent' : 'present', words: [] }
  const words = (Array.isArray(value) ? value : [value]).map(String)
  return { test: TESTS.find((t) => t === first), words }
}

const conditionOf = ({ column, test, words }: { column: string; test: Test; words: string[] }): Condition => {
  if (test === 'present' || test === 'absent') return { column, present: test === 'present' }
  if (test !== 'above' && test !== 'below') return { column, [test]: words }
  const bound = words[0] ?? '' // a fraction is told as text: no digit of it is lost
  return { column, [test]: /^-?\d{1,15}$/.test(bound) ? Number(bound) : bound }
}

/** Another condition in that place, a new one behind all, or none there any more. */
export function withCondition(
  mapping: Mapping,
  at: number,
  next: { column: string; test: Test; words: string[] } | undefined,
): Mapping {
  const all = [...conditionsOf(mapping)]
  all.splice(at, 1, ...(next ? [conditionOf(next)] : []))
  const { where: _, ...rest } = mapping
  return all.length > 0 ? { ...rest, where: all } : (rest as Mapping)
}

/** Conditions of several tests: shown, and changed in the document alone. */
export const othersOf = (mapping: Mapping): string[] =>
  conditionsOf(mapping).flatMap((c) => (testOf(c).test ? [] : [JSON.stringify(c)]))

/** What a kind needs and the mapping does not say. */
export function lacking(mapping: Mapping, fields: Field[]): string[] {
  const missing = fields.filter((f) => f.is_needed && mapping.fields[f.name] === undefined).map((f) => f.name)
  if (mapping.kind === 'event' && !mapping.people?.length) missing.push('people')
  const match = mapping.match ?? 'phone'
  if (mapping.kind === 'person' && mapping.fields[match] === undefined) missing.push(match)
  return missing
}

/** "完成*=finished" a line, and back. */
export const wordsText = (words: Record<string, string> | undefined): string =>
  Object.entries(words ?? {})
    .map(([from, to]) => `${from}=${to}`)
    .join('\n')
export function wordsOf(text: string): Record<string, string> | undefined {
  const pairs = text.split('\n').flatMap((line) => {
    const at = line.lastIndexOf('=')
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const] : []
  })
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined
}

/** A document typed by hand; null when it is no object with fields. */
export function parsed(text: string): Mapping | null {
  try {
    const mapping = JSON.parse(text)
    return typeof mapping === 'object' && typeof mapping?.fields === 'object' ? mapping : null
  } catch {
    return null
  }
}

/** New customers without a name are hard to tell apart; it is no reason to refuse. */
export const lacksName = (mapping: Mapping): boolean =>
  mapping.kind === 'person' &&
  mapping.rule !== 'update' &&
  mapping.rule !== 'fill' &&
  mapping.match !== 'external_userid' &&
  mapping.fields.name === undefined

/** Columns with something in them that nothing is done with, and the reasons there are for it. */
export function notTaken(
  mapping: Mapping,
  columns: { name: string | null; reason: string | null; samples: string[] }[],
) {
  const out = columns.filter((c) => c.name && c.samples.length > 0 && !reads(mapping, c.name))
  const reasons = mapping.kind === 'person' ? [...new Set(out.flatMap((c) => c.reason ?? []))] : []
  return { names: out.map((c) => c.name!), reasons }
}

/** Whether anything of the mapping looks at the column. */
function reads(mapping: Mapping, column: string): boolean {
  if (targetsOf(mapping, column).length > 0) return true
  if (conditionsOf(mapping).some((c) => c.column === column)) return true
  return combinedOf(mapping).some(({ value }) =>
    typeof value === 'string' ? value.includes(`{${column}}`) : value.includes(column),
  )
}

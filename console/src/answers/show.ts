import { useLang, useWord } from '@/i18n'
import { useCodeNames } from '@/pickers/code/queries'
import { duration, int } from '@/ui/format'
import { typesOf, useEventName } from './eventName'
import { toldName } from './names'
import { type CatalogueMetric, useMetrics, useShopNames } from './queries'
import { useAnswerTexts } from './texts'
import type { MetricMeant, Value } from './types'
import { useWordsOfEvents } from './words'

/** What a column of an answer holds: `sum(paid_fen)` is money in fen, `median_ms` a span, `rate` a share. */
export type Unit = 'count' | 'fen' | 'ms' | 'share'
export const unitOf = (column: string): Unit => {
  const name = column.replace(/_before$/, '').replace(/:.*$/, '')
  if (/_fen\)?$/.test(name)) return 'fen'
  if (/_ms$/.test(name)) return 'ms'
  return /(rate|share|base)$/.test(name) ? 'share' : 'count'
}

/** A figure as text: yuan with two digits, one decimal of a share, at most two of anything else. */
export function figure(value: Value, unit: Unit, lang: string, shareDigits = 1): string {
  if (value === null) return '—'
  const n = Number(value)
  if (unit === 'share') return `${(n * 100).toFixed(shareDigits)}%`
  if (unit === 'ms') return duration(n, lang)
  if (unit === 'fen')
    return `${n < 0 ? '-' : ''}¥${Math.abs(n / 100).toLocaleString(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
  return Number.isInteger(n) ? int(n, lang) : n.toLocaleString(lang, { maximumFractionDigits: 2 })
}

/** The id of a channel code that events call channel_code:ID. */
export const codeOf = (object: string) => /^channel_code:(\d+)$/.exec(object)?.[1]

/** Dimensions whose values are people: of those outside the data scope the server tells one row, `others`. */
const namesPeople = (dimension: string) =>
  dimension === 'actor' || dimension === 'object' || /(userid|follow_user|_ids?|_name|unionid|openid)$/.test(dimension)

const UNIT_OF: Record<CatalogueMetric['unit'], Unit> = {
  count: 'count',
  people: 'count',
  fen: 'fen',
  ratio: 'share',
  ms: 'ms',
}

/** Names of columns and of the values of dimensions, in the language of the person. */
export function useNames() {
  const w = useAnswerTexts()
  const lang = useLang()
  const eventName = useEventName()
  const word = useWord()
  const { data: catalogue } = useMetrics()
  const shops = useShopNames()
  const codeName = useCodeNames()
  const words = useWordsOfEvents()
  const known = (name: string) => catalogue?.items.find((m) => m.key === name.replace(/_before$/, ''))
  const unit = (name: string): Unit => {
    const metric = known(name)
    return metric ? UNIT_OF[metric.unit] : unitOf(name)
  }
  const property = (name: string) => words.property[name] ?? name
  const dimension = (name: string) =>
    w.dimensionOf[name] ?? (name.startsWith('property.') ? property(name.slice('property.'.length)) : name)
  const column = (name: string): string => {
    if (name.endsWith('_before')) return `${column(name.slice(0, -'_before'.length))} · ${w.before}`
    const metric = known(name)
    if (metric) return (lang === 'en-US' && metric.name_en) || metric.name_zh
    const [, measure, inside, event] = /^(\w+?)(?:\((.+)\))?(?::(.+))?$/.exec(name) ?? []
    const how = measure && w.measureOf[measure]
    if (!how) return dimension(name)
    return [event && eventName(event), inside && property(inside), how].filter(Boolean).join(' · ')
  }
  /** A figure, as the columns of its answer have it. */
  const metric = (m: MetricMeant): string => {
    if (typeof m === 'string') return column(m)
    if ('metric' in m) return column(m.metric)
    const types = typesOf(m.event ?? '*')
    const what = m.property ? `${m.measure}(${m.property})` : (m.measure ?? 'events')
    return column(types.includes('*') ? what : `${what}:${types.join('|')}`)
  }
  const value = (dimensionName: string, one: Value): string => {
    if (one === null || one === '') return w.none
    if (one === 'others' && namesPeople(dimensionName)) return w.otherPeople
    if (dimensionName === 'type') return eventName(String(one))
    const told = toldName(dimensionName, String(one))
    if (told) return told
    if (dimensionName === 'weekday') return w.weekdays[Number(one) - 1] ?? String(one)
    if (dimensionName === 'hour_of_day') return `${String(one).padStart(2, '0')}:00`
    if (dimensionName === 'property.add_way') return word('add_way', String(one))
    if (dimensionName === 'source' || dimensionName === 'channel')
      return w.sourceOf[String(one)] ?? shops?.[String(one)] ?? String(one)
    if (dimensionName === 'object') return codeName(codeOf(String(one))) ?? String(one)
    if (one === 'true' || one === 'false') return one === 'true' ? words.yes : words.no
    return words.value[dimensionName.slice('property.'.length)]?.[String(one)] ?? String(one)
  }
  return {
    column,
    metric,
    dimension,
    property,
    value,
    event: eventName,
    unit,
    figure: (v: Value, c: string) => figure(v, unit(c), lang),
  }
}

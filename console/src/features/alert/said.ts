import { useMemo } from 'react'
import { useMetrics } from '@/answers/queries'
import { figure, type Unit, unitOf } from '@/answers/show'
import type { MetricMeant, QueryValue } from '@/answers/types'
import { useLang } from '@/i18n'
import type { Alert, AlertDraft, Period } from './queries'
import { useAlertTexts } from './texts'

const UNITS: Record<string, Unit> = { fen: 'fen', ratio: 'share', ms: 'ms', count: 'count', people: 'count' }
/** How much of the unit people write is one of what is kept: yuan of fen, percent of ten-thousandths. */
export const SCALE: Record<Unit, number> = { fen: 100, share: 100, ms: 1000, count: 1 }

type Limited = Pick<AlertDraft, 'condition' | 'threshold'> & Partial<Pick<Alert, 'value_num' | 'value_den'>>
const DIGITS_MAX = 9
/** One decimal of a percent; two where the limit has them, and as many more as it takes to tell the number from the
 * limit it is not: the sentence of the server says the same. */
export const digitsOf = (a: Limited): number => {
  if (compares(a)) return 1
  let digits = a.threshold % 10 !== 0 ? 2 : 1
  if (!a.value_den) return digits
  const value = (a.value_num ?? 0) / a.value_den
  const limit = a.threshold / 10_000
  const reads = (n: number) => (n * 100).toFixed(digits)
  while (value !== limit && digits < DIGITS_MAX && reads(value) === reads(limit)) digits++
  return digits
}

/** The unit of a metric, and of the figures it is made of: a share of money has causes in money. */
export type Units = { unit: Unit; of: Unit }

export const keyOf = (metric: MetricMeant | undefined): string | undefined =>
  metric && typeof metric !== 'string' && 'metric' in metric ? metric.metric : undefined

/** Names, units and sentences of rules, in the language of the person. */
export function useSaid() {
  const w = useAlertTexts()
  const lang = useLang()
  const { data } = useMetrics()
  return useMemo(() => {
    const known = (metric: MetricMeant | undefined) => data?.items.find((m) => m.key === keyOf(metric))
    const unit = (metric: MetricMeant | undefined): Unit => UNITS[known(metric)?.unit ?? 'count'] ?? 'count'
    const units = (metric: MetricMeant | undefined): Units => {
      const own = unit(metric)
      if (own !== 'share') return { unit: own, of: own }
      const formula = known(metric)?.formula
      const part = formula && typeof formula === 'object' && 'of' in formula ? formula.of : undefined
      if (keyOf(part)) return { unit: own, of: unit(part) }
      return {
        unit: own,
        of: part && typeof part === 'object' && 'property' in part ? unitOf(part.property ?? '') : 'count',
      }
    }
    const name = (metric: MetricMeant | undefined) => {
      const one = known(metric)
      return one ? (lang === 'en-US' && one.name_en) || one.name_zh : (keyOf(metric) ?? w.ownMetric)
    }
    const number = (num: number, den: number, of: MetricMeant | undefined, digits = 1) =>
      den === 0 ? '—' : figure(num / den, unit(of), lang, digits)
    const limit = (a: Pick<AlertDraft, 'condition' | 'threshold' | 'percent' | 'metric'>) =>
      compares(a)
        ? `${a.percent}%`
        : number(a.threshold, unit(a.metric) === 'share' ? 10_000 : 1, a.metric, digitsOf(a))
    /** What it is now, of a rule that was looked at. */
    const now = (a: Pick<Alert, 'condition' | 'threshold' | 'metric' | 'value_num' | 'value_den'>) =>
      number(a.value_num, a.value_den, a.metric, digitsOf(a))
    const says = (a: AlertDraft) =>
      w.says(
        w.periodShort[a.period] ?? '',
        name(a.metric),
        a.condition === 'above' || a.condition === 'below' ? null : (w.baseOf[a.base] ?? ''),
        w.conditionOf[a.condition] ?? '',
        limit(a),
      )
    return { unit, units, name, number, now, limit, says }
  }, [data, lang, w])
}

export const compares = (a: Pick<AlertDraft, 'condition'>) => a.condition !== 'above' && a.condition !== 'below'

export type AlertState = 'firing' | 'kept' | 'unknown' | 'waiting' | 'off'
export const stateOf = (a: Alert): AlertState => {
  if (!a.is_on) return 'off'
  if (a.verdict === 'unknown') return 'unknown'
  if (a.is_firing) return 'firing'
  return a.looked_at ? 'kept' : 'waiting'
}
export const TONES = { firing: 'bad', kept: 'good', unknown: 'warn', waiting: 'busy', off: 'off' } as const

/** How the metric went, in buckets as long as the period, so that the line means what it says. */
const COURSES: Record<Period, Pick<QueryValue, 'unit' | 'range'>> = {
  last_hour: { unit: 'hour', range: { days: 3 } },
  today: { unit: 'day', range: { days: 30 } },
  yesterday: { unit: 'day', range: { days: 30 } },
  last_7_days: { unit: 'week', range: { days: 84 } },
  last_30_days: { unit: 'month', range: { days: 365 } },
  this_month: { unit: 'month', range: { days: 365 } },
}
export const courseOf = (a: Pick<AlertDraft, 'metric' | 'filters' | 'period'>): QueryValue => ({
  kind: 'trend',
  ...COURSES[a.period],
  metrics: [a.metric],
  ...(a.filters === true ? {} : { filters: a.filters }),
})
export const questionLink = (query: QueryValue) => `/analysis/trend?q=${encodeURIComponent(JSON.stringify(query))}`

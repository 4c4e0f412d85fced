import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { figure, useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { Value } from '../../types'
import { type Axis, type Ends, isWhole, unitOfAxis } from './spread'
import { usePeopleTexts } from './texts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const LEVELS = [
  [DAY, '天', ' d'],
  [HOUR, '小时', ' h'],
  [MINUTE, '分钟', ' min'],
] as const

/** A span in the largest unit it is a whole number of. */
export function span(ms: number, lang: string): string {
  const [size, zh, en] =
    LEVELS.find(([unit]) => ms >= unit && ms % unit === 0) ?? LEVELS.find(([unit]) => ms >= unit) ?? LEVELS[2]
  const n = Math.round((ms / size) * 10) / 10
  return lang === 'en-US' ? `${n}${en}` : `${n} ${zh}`
}

/** A span that need not be a whole number of anything: 46.1 天. */
const nearly = (ms: number, lang: string) => {
  const [size, zh, en] = LEVELS.find(([unit]) => ms >= unit) ?? LEVELS[2]
  return `${Math.round((ms / size) * 10) / 10}${lang === 'en-US' ? en : ` ${zh}`}`
}

/** How numbers and buckets of an axis are told, and what the axis is called. */
export function useLabels() {
  const w = usePeopleTexts()
  const a = useAnswerTexts()
  const lang = useLang()
  const names = useNames()
  /** A number: 3 次, 12 天, ¥200, 7 天. */
  const number = (axis: Axis, v: Value): string => {
    if (v === null) return '—'
    const n = Number(v)
    const unit = unitOfAxis(axis)
    if (unit === 'ms') return span(n, lang)
    if (unit === 'fen') return n % 100 === 0 ? `¥${int(n / 100, lang)}` : figure(n, 'fen', lang)
    const text = Number.isInteger(n) ? int(n, lang) : figure(n, 'count', lang)
    if (axis.measure === 'events') return w.times(text)
    return axis.measure === 'days' || axis.measure === 'recency' ? w.days(text) : text
  }
  /** What a mean is told as: it need not be whole. */
  const mean = (axis: Axis, v: Value): string =>
    v !== null && unitOfAxis(axis) === 'ms' ? nearly(Number(v), lang) : number(axis, v)
  const ends = (axis: Axis, { from, to }: Ends, bucket: number): string => {
    if (bucket === 0) return w.noNumber
    if (from === 0 && unitOfAxis(axis) === 'ms' && to !== null) return w.below(number(axis, to))
    if (from === null && isWhole(axis) && Number(to) === 1) return number(axis, 0)
    if (from === null) return to === null ? w.people : w.below(number(axis, to))
    if (to === null) return w.andMore(number(axis, from))
    if (!isWhole(axis)) return w.upTo(number(axis, from), number(axis, to))
    const last = Number(to) - 1
    return Number(from) === last ? number(axis, from) : w.upTo(int(Number(from), lang), number(axis, last))
  }
  const eventOf = (axis: Axis) => {
    const e = axis.event
    const types = typeof e === 'object' && !Array.isArray(e) ? e.event : e
    const list = Array.isArray(types) ? types : [types]
    return list.length === 1 && list[0] === '*' ? a.anyEvent : names.event(list.join('|'))
  }
  const title = (axis: Axis) =>
    [eventOf(axis), axis.property && names.property(axis.property), w.axis[axis.measure] ?? axis.measure]
      .filter(Boolean)
      .join(' · ')
  return { number, mean, ends, title }
}

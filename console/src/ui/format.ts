const cached = <T>(make: (key: string) => T) => {
  const known = new Map<string, T>()
  return (key: string): T => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make(key)
    known.set(key, made)
    return made
  }
}

let zone = 'Asia/Shanghai'
/** The tenant's time zone; every time on screen is told in it. */
export const setZone = (name: string) => {
  if (name) zone = name
}
export const getZone = () => zone

const parts = cached(
  (timeZone) =>
    new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
)
const numbers = cached((lang) => new Intl.NumberFormat(lang))
const relative = cached((lang) => new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }))

const valid = (value: string | number | Date | null | undefined): Date | null => {
  if (value === null || value === undefined || value === '') return null
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? null : date
}

/** 2026-11-22 18:30, the same in both languages, in the tenant's zone; — when absent. */
export function dateTime(value: string | number | Date | null | undefined): string {
  const date = valid(value)
  return date ? parts(zone).format(date).slice(0, 16) : '—'
}
export function dateTimeSeconds(value: string | number | Date | null | undefined): string {
  const date = valid(value)
  return date ? parts(zone).format(date) : '—'
}
export const dateOnly = (value: string | number | Date | null | undefined): string => dateTime(value).slice(0, 10)

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
/** "3 分钟前"; an addition to the date, never instead of it. */
export function ago(value: string | number | Date | null | undefined, lang: string, now = Date.now()): string {
  const date = valid(value)
  if (!date) return '—'
  const span = date.getTime() - now
  for (const [unit, size] of STEPS)
    if (Math.abs(span) >= size) return relative(lang).format(Math.trunc(span / size), unit)
  return relative(lang).format(0, 'second')
}

export const int = (value: number | null | undefined, lang: string): string =>
  value === null || value === undefined ? '—' : numbers(lang).format(value)

/** Things in a row, parts of a sentence in a row, and a name with what is said of it, in the way of the language. */
export const listed = (items: readonly string[], lang: string): string => items.join(lang === 'en-US' ? ', ' : '、')
export const clauses = (items: readonly string[], lang: string): string => items.join(lang === 'en-US' ? '; ' : '；')
export const named = (name: string, what: string, lang: string): string =>
  `${name}${lang === 'en-US' ? ': ' : '：'}${what}`

/** One decimal; — without a denominator. */
export const percent = (part: number, whole: number): string =>
  whole > 0 ? `${((part / whole) * 100).toFixed(1)}%` : '—'

const UNITS_ZH = ['ms', '秒', '分钟', '小时', '天']
const UNITS_EN = ['ms', 's', 'min', 'h', 'd']
export function duration(ms: number | null | undefined, lang: string): string {
  if (ms === null || ms === undefined) return '—'
  const [milli, second, minute, hour, day] = lang === 'en-US' ? UNITS_EN : UNITS_ZH
  if (ms < 1000) return `${Math.round(ms)} ${milli}`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} ${second}`
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} ${minute}`
  return ms < 86_400_000 ? `${Math.floor(ms / 3_600_000)} ${hour}` : `${Math.floor(ms / 86_400_000)} ${day}`
}

export function bytes(size: number): string {
  if (size < 1024) return `${size} B`
  return size < 1_048_576 ? `${(size / 1024).toFixed(0)} KB` : `${(size / 1_048_576).toFixed(1)} MB`
}

/** Bytes of a text in UTF-8: the platform counts these, not characters. */
export const utf8Length = (text: string): number => new TextEncoder().encode(text).length
/** Characters as a reader counts them (an emoji is one). */
export const charCount = (text: string): number => [...text].length

/** How far the tenant's zone is ahead of UTC at a moment, in minutes. */
const zoneOffset = (at: Date): number => {
  const wall = parts(zone).format(at).replace(' ', 'T')
  return Math.round((Date.parse(`${wall}Z`) - at.getTime()) / 60_000)
}
/** What a calendar was set to is a wall clock of the tenant's, wherever the browser stands. */
export const momentOf = (picked: { format: (as: string) => string }): string => {
  const utc = new Date(`${picked.format('YYYY-MM-DDTHH:mm:ss')}Z`)
  return new Date(utc.getTime() - zoneOffset(utc) * 60_000).toISOString()
}
/** The tenant's wall clock at a moment, for a calendar to show. */
export const wallOf = (at: string): string => parts(zone).format(new Date(at)).replace(' ', 'T')
/** The first moment of a day (2026-11-22) in the tenant's zone. */
export function dayStart(day: string): string {
  const utc = new Date(`${day}T00:00:00Z`)
  return new Date(utc.getTime() - zoneOffset(utc) * 60_000).toISOString().replace('.000', '')
}
/** The last second of a day in the tenant's zone. */
export const dayEnd = (day: string): string =>
  new Date(Date.parse(dayStart(day)) + 86_399_000).toISOString().replace('.000', '')

/** 12550 fen of CNY as ¥125.50, in the way of the language. */
export const money = (fen: number, currency: string, lang: string): string => {
  try {
    return new Intl.NumberFormat(lang, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
      fen / 100,
    )
  } catch {
    return `${(fen / 100).toFixed(2)} ${currency}`
  }
}

const prices = cached((lang) => new Intl.NumberFormat(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }))
/** A price whose currency is the shop's. */
export const price = (fen: number, lang: string): string => prices(lang).format(fen / 100)

import type { Value } from '../../types'

const DAY_MS = 86_400_000
const WEEK = 7
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
/** 0 Monday … 6 Sunday. */
export const weekdayOf = (day: string) => (new Date(at(day)).getUTCDay() + 6) % WEEK

/** Days as columns of weeks, Monday first; null before the first day and after the last. */
export function weeksOf(days: string[]): (string | null)[][] {
  const weeks: (string | null)[][] = []
  const first = days[0]
  if (first === undefined) return weeks
  const monday = at(first) - weekdayOf(first) * DAY_MS
  for (const day of days) {
    const week = Math.floor((at(day) - monday) / (WEEK * DAY_MS))
    weeks[week] ??= new Array<string | null>(WEEK).fill(null)
    weeks[week][weekdayOf(day)] = day
  }
  return weeks
}

/** The months over the weeks: each at the week its first day, or the first day there is, falls in. */
export function monthsOf(weeks: (string | null)[][]): { month: string; weeks: number }[] {
  const months: { month: string; weeks: number }[] = []
  for (const week of weeks) {
    const days = week.filter((d) => d !== null)
    const month = (days.find((d) => d.endsWith('-01')) ?? days[0] ?? '').slice(0, 7)
    const last = months[months.length - 1]
    if (last && (last.month === month || month === '')) last.weeks++
    else months.push({ month, weeks: 1 })
  }
  return months
}

/** What is as dark as it gets: one day of a sale does not make all others pale. */
export function darkest(values: Value[]): number {
  const some = values
    .map((v) => Number(v ?? 0))
    .filter((v) => v > 0)
    .sort((a, b) => a - b)
  return some[Math.floor((some.length - 1) * 0.95)] ?? 1
}

import { dateOnly } from '@/ui/format'

export type Month = 'lastMonth' | 'month' | 'nextMonth'
const SHIFT: Record<Month, number> = { lastMonth: -1, month: 0, nextMonth: 1 }

/** The first and last day of a month beside today's, in the tenant's zone. */
export function monthOf(month: Month, today = dateOnly(Date.now())): { from: string; to: string } {
  const year = Number(today.slice(0, 4))
  const at = Number(today.slice(5, 7)) - 1 + SHIFT[month]
  const day = (date: Date) => date.toISOString().slice(0, 10)
  return { from: day(new Date(Date.UTC(year, at, 1))), to: day(new Date(Date.UTC(year, at + 1, 0))) }
}

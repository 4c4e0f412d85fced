import type { Schemas } from '@/api/client'

export type Left = { day: number | null; month: number | null }

/** What is left today and this month; null is without bound. */
export const leftOf = (use: Schemas['AllowanceUse']): Left => ({
  day: use.day_max > 0 ? Math.max(0, use.day_max - use.day_used) : null,
  month: use.month_max > 0 ? Math.max(0, use.month_max - use.month_used) : null,
})

export const isEnough = (left: Left, count: number) =>
  (left.day === null || count <= left.day) && (left.month === null || count <= left.month)

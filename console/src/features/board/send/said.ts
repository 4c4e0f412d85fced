import type { ScheduleDraft } from './queries'

export const WEEK = [1, 2, 4, 8, 16, 32, 64]

export const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** "08:30" as minutes of the day; null when it is no time. */
export const minuteOf = (clock: string): number | null => {
  const [, h, m] = /^(\d{1,2}):(\d{2})$/.exec(clock) ?? []
  const minute = Number(h) * 60 + Number(m)
  return Number.isInteger(minute) && minute < 1440 && Number(m) < 60 ? minute : null
}

/** Why it cannot be kept yet. */
export const lacks = (draft: Pick<ScheduleDraft, 'every' | 'weekdays'>) =>
  draft.every === 'week' && draft.weekdays === 0 ? ('weekdays' as const) : null

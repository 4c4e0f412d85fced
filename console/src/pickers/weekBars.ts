export type WeekWindow = { weekdays: number[]; from: string; until: string }
export type Bar = { left: number; width: number }

const minutes = (clock: string): number => {
  const [hours = 0, mins = 0] = clock.split(':').map(Number)
  return hours * 60 + mins
}
const DAY = 1440
const bar = (from: number, until: number): Bar => ({ left: (from / DAY) * 100, width: ((until - from) / DAY) * 100 })

/** Where windows lie on each weekday (1 Monday … 7 Sunday). A window whose end is not after its
 * start runs past midnight: its tail lies on the next day. */
export function weekBars(windows: WeekWindow[]): Map<number, Bar[]> {
  const days = new Map<number, Bar[]>([1, 2, 3, 4, 5, 6, 7].map((day) => [day, []]))
  for (const window of windows) {
    if (!window.from || !window.until) continue
    const from = minutes(window.from)
    const until = minutes(window.until)
    for (const day of window.weekdays ?? []) {
      if (until > from) {
        days.get(day)?.push(bar(from, until))
        continue
      }
      days.get(day)?.push(bar(from, DAY))
      if (until > 0) days.get((day % 7) + 1)?.push(bar(0, until))
    }
  }
  return days
}

export const isOvernight = (window: WeekWindow): boolean => minutes(window.until) <= minutes(window.from)

/** "9", "930", "9:30" and "09：30" as HH:mm; null when it is no time of day. */
export function parseClock(text: string): string | null {
  const found = /^\s*(\d{1,2})(?:\s*[:：.]?\s*(\d{2}))?\s*$/.exec(text)
  if (!found) return null
  const hours = Number(found[1])
  const mins = Number(found[2] ?? 0)
  if (hours > 23 || mins > 59) return null
  return `${String(hours).padStart(2, '0')}:${String(mins).padStart(2, '0')}`
}

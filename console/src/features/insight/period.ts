/** Days as text ("2026-11-27"): no zone, no clock; the caller says what today is. */
export const PRESETS = ['today', 'yesterday', 'last7', 'last30', 'thisMonth', 'lastMonth', 'last365'] as const
export type Preset = (typeof PRESETS)[number]
export type Range = { from: string; to: string }
export type TimeUnit = 'day' | 'week' | 'month'

const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
const text = (ms: number) => new Date(ms).toISOString().slice(0, 10)
export const plusDays = (day: string, days: number) => text(at(day) + days * 86_400_000)
export const daysIn = ({ from, to }: Range) => Math.round((at(to) - at(from)) / 86_400_000) + 1

export function rangeOf(preset: Preset, today: string): Range {
  const first = `${today.slice(0, 7)}-01`
  switch (preset) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: plusDays(today, -1), to: plusDays(today, -1) }
    case 'last7':
      return { from: plusDays(today, -6), to: today }
    case 'last30':
      return { from: plusDays(today, -29), to: today }
    case 'thisMonth':
      return { from: first, to: today }
    case 'lastMonth': {
      const to = plusDays(first, -1)
      return { from: `${to.slice(0, 7)}-01`, to }
    }
    case 'last365':
      return { from: plusDays(today, -364), to: today }
  }
}

/** What the address says, else the last 30 days. A range typed wrongly is left out. */
export function rangeAsked(
  asked: { range?: string; from?: string; to?: string },
  today: string,
): Range & { preset?: Preset } {
  const day = /^\d{4}-\d{2}-\d{2}$/
  if (asked.from && asked.to && day.test(asked.from) && day.test(asked.to) && asked.from <= asked.to)
    return { from: asked.from, to: asked.to }
  const preset = PRESETS.find((p) => p === asked.range) ?? 'last30'
  return { ...rangeOf(preset, today), preset }
}

/** So many buckets as can be read. */
export const unitFor = (range: Range): TimeUnit => {
  const days = daysIn(range)
  return days <= 62 ? 'day' : days <= 200 ? 'week' : 'month'
}

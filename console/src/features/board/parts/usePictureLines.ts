import type { BoardFilter } from '@/answers/tile/queries'
import type { Range } from '@/answers/types'
import { dateOnly, dateTime } from '@/ui/format'
import { useBoardTexts } from '../texts'

const daysOf = (range: Range): { from: string; to: string } =>
  'days' in range ? { from: dateOnly(Date.now() - (range.days - 1) * 86_400_000), to: dateOnly(Date.now()) } : range

/** What stands above a picture: its title, the period, when it was made. */
export function usePictureLines(filter: BoardFilter) {
  const w = useBoardTexts()
  return (title: string, own?: Range): string[] => {
    const range = filter.range ?? own
    const days = range && daysOf(range)
    return [title, [days ? `${days.from} – ${days.to}` : w.tileRange, w.madeAt(dateTime(new Date()))].join(' · ')]
  }
}

import { useQueryClient } from '@tanstack/react-query'
import type { BoardFilter, TileAnswer } from '@/answers/tile/queries'
import type { Range } from '@/answers/types'
import { dateOnly, dateTime } from '@/ui/format'
import { useScopeWords } from '@/ui/page/ScopeNote'
import { useBoardTexts } from '../texts'

const daysOf = (range: Range): { from: string; to: string } =>
  'days' in range ? { from: dateOnly(Date.now() - (range.days - 1) * 86_400_000), to: dateOnly(Date.now()) } : range

/** What stands above a picture: its title, the period, when it was made, and whose customers it is of: one person sees
 * all tiles with the same eyes. */
export function usePictureLines(filter: BoardFilter) {
  const w = useBoardTexts()
  const client = useQueryClient()
  const wordsOf = useScopeWords()
  return (title: string, own?: Range): string[] => {
    const range = filter.range ?? own
    const days = range && daysOf(range)
    const told = client.getQueriesData<TileAnswer>({ queryKey: ['answer_live', 'tile'] }).find(([, answer]) => answer)
    const scope = wordsOf(told?.[1]?.scope)
    return [
      title,
      [days ? `${days.from} – ${days.to}` : w.tileRange, w.madeAt(dateTime(new Date()))].join(' · '),
      ...(scope === null ? [] : [scope]),
    ]
  }
}

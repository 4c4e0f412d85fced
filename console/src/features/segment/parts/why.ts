import { useLang } from '@/i18n'
import { useTagGroups } from '@/pickers/queries'
import { useBuilderTexts } from '@/pickers/rule/texts'
import { useSegments, useSegmentWords } from '../queries'
import { fill, useTexts } from './texts'

/** What brought a move about, in words: "e:order.paid", "t:7", "time:e:order.paid", "late". */
export function useWhy(): (why: string) => string {
  const w = useTexts()
  const b = useBuilderTexts()
  const lang = useLang()
  const tags = useTagGroups()
  const segments = useSegments()
  const words = useSegmentWords()
  const topic = (why: string): string => {
    const what = why.slice(2)
    if (why.startsWith('e:')) return b.typeOf[what] ?? what
    if (why.startsWith('t:')) {
      const tag = tags.data?.items.flatMap((g) => g.tags).find((one) => one.id === what)
      return fill(w.whyTag, { x: tag?.name ?? what })
    }
    if (why.startsWith('v:')) {
      const variable = words.data?.variables.find((v) => v.name === what)
      return fill(w.whyFact, { x: (lang === 'en-US' ? variable?.label : variable?.label_zh) ?? what })
    }
    if (why.startsWith('s:'))
      return fill(w.whySegment, { x: segments.data?.items.find((s) => s.id === what)?.name ?? what })
    if (why.startsWith('r:')) return w.whyRelation
    return w.whyOf[why] ?? why
  }
  return (why) => (why.startsWith('time:') ? fill(w.whyTime, { x: topic(why.slice(5)) }) : topic(why))
}

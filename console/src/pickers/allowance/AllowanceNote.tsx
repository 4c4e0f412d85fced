import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { isEnough, leftOf } from './left'
import { type Deed, useMyAllowance } from './queries'
import { useTexts } from './texts'

/** Whether so many may be taken; true while nobody knows: the server decides. */
export function useIsAllowed(deed: Deed, count: number): boolean {
  const { data } = useMyAllowance(deed)
  return !data || isEnough(leftOf(data), count)
}

/** "今日还可查看 3 项。"; empty where there is no bound. */
export function useLeftSentence(deed: Deed, enabled = true): string {
  const w = useTexts()
  const lang = useLang()
  const { data } = useMyAllowance(deed, enabled)
  if (!data) return ''
  const left = leftOf(data)
  const say = (n: number | null, how: typeof w.today) =>
    n === null ? null : how(w.verbs[deed] ?? '', int(n, lang), w.units[deed] ?? '')
  const text = [say(left.day, w.today), say(left.month, w.month)].filter(Boolean).join(w.and)
  return text && `${text[0]?.toUpperCase()}${text.slice(1)}${w.end}`
}

/** What is left of a deed, where one is about to do it; nothing where there is no bound. */
export function AllowanceNote({ deed, count }: { deed: Deed; count: number }) {
  const w = useTexts()
  const sentence = useLeftSentence(deed)
  const isTooMuch = !useIsAllowed(deed, count)
  if (!sentence) return null
  return (
    <p role={isTooMuch ? 'alert' : undefined} className={isTooMuch ? 'bad' : 'muted'}>
      <small className="num">
        {sentence} {isTooMuch && w.tooMany}
      </small>
    </p>
  )
}

import { AnswerView } from '@/answers/AnswerView'
import { useAnswer } from '@/answers/queries'
import { figure } from '@/answers/show'
import type { MetricMeant, QueryValue, Value } from '@/answers/types'
import { useLang } from '@/i18n'
import { ErrorCard, Loading } from '@/ui/Feedback'
import { Figure } from '@/ui/Page'
import { type Formula, isRatio, type MetricDraft } from './queries'
import { useMetricTexts } from './texts'

const UNITS = { count: 'count', people: 'count', fen: 'fen', ratio: 'share', ms: 'ms' } as const
const RANGE = { days: 30 }
const partsOf = (f: Formula): MetricMeant[] => (isRatio(f) ? [f.of, f.over] : [f])

/** What a formula gives on what really happened, before it is saved. */
export function Tried({ formula, unit }: { formula: Formula; unit: MetricDraft['unit'] }) {
  const w = useMetricTexts()
  const lang = useLang()
  const metrics = partsOf(formula)
  const whole: QueryValue = { kind: 'pivot', range: RANGE, metrics }
  const all = useAnswer(whole)
  const days = useAnswer({ ...whole, kind: 'trend' })
  if (all.isError && !all.data) return <ErrorCard error={all.error} onRetry={() => void all.refetch()} />
  if (!all.data || !days.data) return <Loading rows={3} />
  const [of = null, over = null] = all.data.rows[0] ?? []
  const value: Value = !isRatio(formula) ? of : of === null || !Number(over) ? null : Number(of) / Number(over)
  return (
    <div className="stack tight">
      <Figure label={w.tried} value={figure(value, UNITS[unit], lang)} />
      <AnswerView query={days.data.query} answer={days.data} look="line" height={200} />
    </div>
  )
}

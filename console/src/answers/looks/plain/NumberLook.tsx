import { dateOnly } from '@/ui/format'
import { rangeBefore } from '../../columns'
import { useAnswer } from '../../queries'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps, QueryValue } from '../../types'
import { GoalBar } from './GoalBar'

/** Each figure of the answer as one large number, beside what it is compared with. */
export default function NumberLook({ query, answer, compare, before: known, goal }: LookProps) {
  const names = useNames()
  const w = useAnswerTexts()
  const range = query.range ?? { days: 30 }
  const earlier: QueryValue | null = compare
    ? { ...query, range: rangeBefore(range, compare, dateOnly(new Date())) }
    : null
  const asked = useAnswer(known ? null : earlier)
  const rows = known ?? asked.data?.rows
  return (
    <div className="row" style={{ gap: 32 }}>
      {answer.columns.map((column, at) => {
        const now = answer.rows[0]?.[at] ?? null
        const then = earlier ? (rows?.[0]?.[at] ?? null) : null
        const change = then !== null && now !== null && Number(then) !== 0 ? Number(now) / Number(then) - 1 : null
        return (
          <div className="figure" key={column}>
            <div className="figure-label">{names.column(column)}</div>
            <div className="figure-value">{names.figure(now, column)}</div>
            {earlier && (
              <div className="figure-note">
                {w.before} {names.figure(then, column)}
                {change !== null && ` · ${change >= 0 ? '▲' : '▼'} ${Math.abs(change * 100).toFixed(1)}%`}
              </div>
            )}
            {goal && at === 0 && <GoalBar goal={goal} column={column} />}
          </div>
        )
      })}
    </div>
  )
}

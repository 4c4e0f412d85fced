import { dimensionsOf } from '../columns'
import { useNames } from '../show'
import { useAnswerTexts } from '../texts'
import type { LookProps } from '../types'

const sum = (rows: LookProps['answer']['rows'], at: number) =>
  rows.reduce((total, row) => total + Number(row[at] ?? 0), 0)

/** Each figure of the answer as one large number, beside what it is compared with. */
export default function NumberLook({ query, answer }: LookProps) {
  const names = useNames()
  const w = useAnswerTexts()
  const first = dimensionsOf(query).length
  const figures = answer.columns
    .map((column, at) => ({ column, at }))
    .filter(({ column, at }) => at >= first && !column.endsWith('_before'))
  return (
    <div className="row" style={{ gap: 32 }}>
      {figures.map(({ column, at }) => {
        const now = sum(answer.rows, at)
        const beforeAt = answer.columns.indexOf(`${column}_before`)
        const before = beforeAt < 0 ? null : sum(answer.rows, beforeAt)
        const change = before ? (now - before) / before : null
        return (
          <div className="figure" key={column}>
            <div className="figure-label">{names.column(column)}</div>
            <div className="figure-value">{names.figure(now, column)}</div>
            {before !== null && (
              <div className="figure-note">
                {w.before} {names.figure(before, column)}
                {change !== null && ` · ${change >= 0 ? '▲' : '▼'} ${Math.abs(change * 100).toFixed(1)}%`}
              </div>
            )}
          </div>
        )
      })}
    </div>
  )
}

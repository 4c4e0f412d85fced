import type { CSSProperties } from 'react'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { Cell, LookProps, Value } from '../../types'
import '../../answers.css'
import { shadeOf } from '../shade'

const tint = (share: number): CSSProperties => ({
  background: `color-mix(in srgb, var(--accent, #1668dc) ${shadeOf(share)}%, transparent)`,
})

export type CohortRow = {
  key: string
  part: Value[]
  cohort: Value
  size: number
  /** `shown`: the share who came back, or what each was worth. */
  cells: Map<number, { reached: number; retained: number; shown: Value }>
}
/** The rows of a retention answer, one for each cohort (and part), the whole first. */
export function cohortsOf(answer: LookProps['answer']): { rows: CohortRow[]; periods: number[] } {
  const at = (name: string) => answer.columns.indexOf(name)
  const first = at('cohort')
  const shown = at('value_per_person') < 0 ? at('rate') : at('value_per_person')
  const rows = new Map<string, CohortRow>()
  const periods = new Set<number>()
  for (const row of answer.rows) {
    const key = JSON.stringify(row.slice(0, first + 1))
    const cohort = rows.get(key) ?? {
      key,
      part: row.slice(0, first),
      cohort: row[first] ?? null,
      size: Number(row[at('size')]),
      cells: new Map(),
    }
    const period = Number(row[at('period')])
    periods.add(period)
    cohort.cells.set(period, {
      reached: Number(row[at('reached')]),
      retained: Number(row[at('retained')]),
      shown: row[shown] ?? null,
    })
    rows.set(key, cohort)
  }
  return { rows: [...rows.values()], periods: [...periods].sort((a, b) => a - b) }
}

/** Who came back after so many days, weeks, months: a row for each cohort, the share as colour and number. */
export default function CohortLook({ query, answer, onCell }: LookProps) {
  const w = useAnswerTexts()
  const lang = useLang()
  const names = useNames()
  const { rows, periods } = cohortsOf(answer)
  const unit = query.unit ?? 'day'
  // Colour is relative to the highest share, so that low ones can be told apart, too.
  const highest = Math.max(...rows.flatMap((r) => [...r.cells.values()].map((c) => Number(c.shown ?? 0))), 0.0001)
  const canOpen = onCell && (query.dimensions ?? []).length === 0
  return (
    <div className="cohort">
      <table>
        <thead>
          <tr>
            <th scope="col">{w.cohortOf[unit] ?? w.cohort}</th>
            <th scope="col">{w.size}</th>
            {periods.map((n) => (
              <th scope="col" key={n} style={{ textAlign: 'center' }}>
                {w.periodOf[unit]?.(n) ?? n}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={row.cohort === null ? 'whole' : undefined}>
              <th scope="row">
                {row.part.map((v) => `${names.value(query.dimensions?.[0] ?? '', v)} · `)}
                {row.cohort === null ? w.everybody : String(row.cohort)}
              </th>
              <td className="num">{int(row.size, lang)}</td>
              {periods.map((n) => {
                const cell = row.cells.get(n)
                if (!cell || cell.shown === null)
                  return (
                    <td key={n}>
                      <span className="muted" title={w.notReached}>
                        ·
                      </span>
                    </td>
                  )
                const text = names.figure(cell.shown, query.value ?? 'rate')
                const at: Cell = row.cohort === null ? { period: n } : { period: n, cohort: String(row.cohort) }
                const title = `${int(cell.retained, lang)} / ${int(cell.reached, lang)}`
                return (
                  <td key={n}>
                    {canOpen ? (
                      <button
                        type="button"
                        style={tint(Number(cell.shown) / highest)}
                        title={title}
                        onClick={() => onCell(at)}
                      >
                        {text}
                      </button>
                    ) : (
                      <span style={tint(Number(cell.shown) / highest)} title={title}>
                        {text}
                      </span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

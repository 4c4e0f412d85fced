import { Segmented } from 'antd'
import { useState } from 'react'
import { useLang } from '@/i18n'
import { figure, useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps, Value } from '../../types'
import '../../answers.css'
import { shadeOf } from '../shade'
import { matrixOf, quietest } from './matrix'

const QUIET = 3
const SHARES = ['value', 'row', 'whole'] as const
type Share = (typeof SHARES)[number]

/** Two dimensions as a table, its figures as heat: which hours, which shops, which weekdays. */
export default function MatrixLook({ query, answer }: LookProps) {
  const w = useAnswerTexts()
  const lang = useLang()
  const names = useNames()
  const figures = answer.columns.slice(3)
  const [chosen, setChosen] = useState<string | null>(null)
  const [share, setShare] = useState<Share>('value')
  const column = chosen !== null && figures.includes(chosen) ? chosen : (figures[0] ?? '')
  const [rowBy = '', columnBy = ''] = query.dimensions ?? []
  const m = matrixOf(query, answer, column)
  const highest = Math.max(...m.cells.flat().map((v) => Number(v ?? 0)), Number.EPSILON)
  const shown = (value: Value, total: Value): string => {
    if (value === null) return ''
    if (share === 'value') return figure(value, names.unit(column), lang)
    const of = Number(share === 'row' ? total : m.whole)
    return of > 0 ? figure(Number(value) / of, 'share', lang) : ''
  }
  const isHours = rowBy === 'hour_of_day' && names.unit(column) === 'count'
  return (
    <div className="stack">
      <div className="row">
        {figures.length > 1 && (
          <Segmented
            size="small"
            aria-label={w.measure}
            value={column}
            onChange={setChosen}
            options={figures.map((c) => ({ value: c, label: names.column(c) }))}
          />
        )}
        <Segmented
          size="small"
          aria-label={w.share}
          value={share}
          onChange={setShare}
          options={SHARES.map((s) => ({ value: s, label: w.shareOf[s] }))}
        />
        {isHours && <span className="muted">{w.quietest(quietest(m, QUIET).map((h) => names.value(rowBy, h)))}</span>}
        {m.isCut && <span className="muted">{w.matrixCut}</span>}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className="cohort" tabIndex={0} aria-label={`${names.dimension(rowBy)} × ${names.dimension(columnBy)}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{names.dimension(rowBy)}</th>
              <th scope="col">{w.total}</th>
              {m.columns.map((c) => (
                <th scope="col" key={String(c)} style={{ textAlign: 'center' }}>
                  {names.value(columnBy, c)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {m.rows.map((r, i) => (
              <tr key={String(r)}>
                <th scope="row">{names.value(rowBy, r)}</th>
                <td className="num">{shown(m.totals[i] ?? null, m.totals[i] ?? null)}</td>
                {m.columns.map((c, j) => {
                  const value = m.cells[i]?.[j] ?? null
                  const mix = shadeOf(Number(value ?? 0) / highest)
                  return (
                    <td key={String(c)}>
                      <span style={{ background: `color-mix(in srgb, var(--accent, #1668dc) ${mix}%, transparent)` }}>
                        {shown(value, m.totals[i] ?? null) || ' '}
                      </span>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

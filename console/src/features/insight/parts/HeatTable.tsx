import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { cellOf, pointsShown, SMALL, spreadOf, toneOf } from '../figures'
import type { Drill } from '../queries'
import { useRowName } from '../rowName'
import { FigureButton } from './FigureButton'

const ROWS_MAX = 60
const MIX_MAX = 38
const tint = (tone: number): CSSProperties =>
  Math.abs(tone) < 0.05
    ? {}
    : {
        background: `color-mix(in srgb, var(--${tone > 0 ? 'good' : 'bad'}) ${Math.round(Math.abs(tone) * MIX_MAX)}%, var(--card))`,
      }

/** Cohorts by days: colour is good or bad against the whole on the same day, never alone. */
export function HeatTable(props: {
  board: Schemas['RetentionBoard']
  by: string
  member: 'all' | 'new'
  onDrill: (drill: Drill) => void
}) {
  const { board, by, member, onDrill } = props
  const { t } = useTranslation()
  const lang = useLang()
  const nameOf = useRowName(by)
  const points = pointsShown(board)
  const spread = spreadOf(board, points)
  const isTime = by === 'day' || by === 'week' || by === 'month'
  const all = isTime ? [...board.rows].reverse() : [...board.rows].sort((a, b) => b.size - a.size)
  const rows = all.filter((row) => row.size > 0).slice(0, ROWS_MAX)
  const whole = points.map((i) => cellOf(board.total, i))
  if (board.total.size === 0)
    return (
      <div className="empty">
        <h2>{t('insight.noRows')}</h2>
        <p>{t('insight.noRowsHint')}</p>
      </div>
    )
  const line = (row: Schemas['CohortRow'], isTotal: boolean) => {
    const name = isTotal ? t('insight.whole') : nameOf(row)
    const key = isTotal ? undefined : (row.key ?? undefined)
    return (
      <tr key={key ?? 'whole'} className={isTotal ? 'whole' : undefined}>
        <th scope="row">{name}</th>
        <td className="num">
          <FigureButton
            value={row.size}
            name={`${name} ${t('insight.size')}`}
            onClick={() => onDrill({ figure: 'cohort', by, key, member })}
          />
        </td>
        {points.map((i, at) => {
          const cell = cellOf(row, i)
          const n = board.points[i]!
          if (cell.share === null)
            return (
              <td key={n} className="none">
                {row.size > 0 ? '—' : ''}
              </td>
            )
          const tone = isTotal ? 0 : toneOf(cell, whole[at]!, spread)
          const share = `${(cell.share * 100).toFixed(1)}%`
          const told = t('insight.cell', {
            cohort: name,
            n,
            share,
            kept: int(cell.kept, lang),
            size: int(cell.size, lang),
          })
          const part = cell.isComplete ? '' : ` · ${t('insight.cellPart', { n, size: int(cell.size, lang) })}`
          return (
            <td
              key={n}
              style={tint(tone)}
              className={`${cell.isSmall ? 'small' : ''} ${cell.isComplete ? '' : 'part'}`}
            >
              <button
                type="button"
                className="board-cell"
                title={told + part}
                aria-label={told + part}
                onClick={() =>
                  onDrill({ figure: cell.kept < cell.size ? 'gone' : 'retained', by, key, days: n, member })
                }
              >
                {share}
                {!cell.isComplete && '*'}
                {Math.abs(tone) >= 0.5 && <span aria-hidden>{tone > 0 ? ' ▲' : ' ▼'}</span>}
              </button>
            </td>
          )
        })}
      </tr>
    )
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="board-heat" tabIndex={0} aria-label={t('insight.heat')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('insight.cohort')}</th>
              <th scope="col" className="nowrap">
                {t('insight.size')}
              </th>
              {points.map((i) => (
                <th key={i} scope="col" className="nowrap">
                  {t('insight.dayN', { n: board.points[i]! })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {line(board.total, true)}
            {rows.map((row) => line(row, false))}
          </tbody>
        </table>
      </section>
      <div className="row board-legend muted">
        <span style={tint(-1)}>▼ {t('insight.legendBad', { n: (spread * 100).toFixed(0) })}</span>
        <span style={tint(1)}>▲ {t('insight.legendGood', { n: (spread * 100).toFixed(0) })}</span>
        <span className="small">{t('insight.legendSmall', { n: SMALL })}</span>
        <span>* {t('insight.legendPart')}</span>
      </div>
    </>
  )
}

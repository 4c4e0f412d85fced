import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { changeOf, type FigureKey, figureOf, KPIS } from '../figures'
import type { Drill } from '../queries'
import { Info } from './Info'
import { Spark } from './Spark'

const shown = (value: number | null, key: FigureKey, lang: string) =>
  value === null ? '—' : key === 'churn_rate' ? `${(value * 100).toFixed(1)}%` : int(value, lang)

/** How it moved: an arrow, how much, and by colour whether that is good for us. */
export function Change({ now, before, good }: { now: number | null; before: number | null; good: 1 | -1 }) {
  const change = changeOf(now, before)
  if (change === null) return <span className="muted">—</span>
  const tone = change === 0 ? 'muted' : change * good > 0 ? 'good' : 'bad'
  const size =
    Math.abs(change) >= 10 ? `${(Math.abs(change) + 1).toFixed(0)}×` : `${(Math.abs(change) * 100).toFixed(1)}%`
  return (
    <span className={`num ${tone}`}>
      {change === 0 ? '＝' : change > 0 ? '▲' : '▼'} {size}
    </span>
  )
}

export function KpiRow({
  board,
  by,
  compare,
  onDrill,
}: {
  board: Schemas['GrowthBoard']
  by: string
  compare: string
  onDrill: (d: Drill) => void
}) {
  const { t } = useTranslation()
  const lang = useLang()
  return (
    <div className="board-kpis" role="group" aria-label={t('nav.growth')}>
      {KPIS.map(({ key, good, drill }) => {
        const value = figureOf(board.now, key)
        const before = board.has_before ? figureOf(board.before, key) : null
        const name = t(`insight.figure.${key}`)
        const text = shown(value, key, lang)
        return (
          <div key={key} className="board-kpi">
            <div className="figure-label">
              {name}
              <Info def={key} name={name} />
            </div>
            {drill ? (
              <button
                type="button"
                className="linkish board-value"
                onClick={() => onDrill({ figure: drill, by })}
                aria-label={`${name} ${text}`}
              >
                {text}
              </button>
            ) : (
              <div className="board-value">{text}</div>
            )}
            <div className="board-change">
              {board.has_before ? (
                <>
                  <Change now={value} before={before} good={good} />{' '}
                  {drill && board.before[drill] > 0 ? (
                    <button
                      type="button"
                      className="linkish muted"
                      onClick={() => onDrill({ figure: drill, by, compare })}
                      aria-label={`${name} ${t('insight.before', { value: shown(before, key, lang) })}`}
                    >
                      {t('insight.before', { value: shown(before, key, lang) })}
                    </button>
                  ) : (
                    <span className="muted">{t('insight.before', { value: shown(before, key, lang) })}</span>
                  )}
                </>
              ) : (
                <span className="muted">{t('insight.noBefore')}</span>
              )}
            </div>
            <Spark
              values={board.rows.map((row) => figureOf(row.now, key) ?? 0)}
              tone={key === 'people_after' || key === 'net' ? 'main' : good > 0 ? 'good' : 'bad'}
            />
          </div>
        )
      })}
    </div>
  )
}

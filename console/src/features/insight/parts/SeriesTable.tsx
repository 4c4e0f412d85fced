import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import type { TimeUnit } from '../period'
import type { Drill } from '../queries'
import { FigureButton } from './FigureButton'

const FIGURES = ['added', 'new_people', 'lost', 'churned', 'people_after'] as const

/** The chart's own numbers, newest first. */
export function SeriesTable(props: { rows: Schemas['GrowthRow'][]; unit: TimeUnit; onDrill: (drill: Drill) => void }) {
  const { rows, unit, onDrill } = props
  const { t } = useTranslation()
  const lang = useLang()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="board-heat" tabIndex={0} aria-label={t('insight.series')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(`insight.bucket.${unit}`)}</th>
            {FIGURES.map((figure) => (
              <th key={figure} scope="col">
                {t(`insight.figure.${figure}`)}
              </th>
            ))}
            <th scope="col">{t('insight.figure.net')}</th>
          </tr>
        </thead>
        <tbody>
          {[...rows].reverse().map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.key}
                {!row.is_complete && <span title={t('insight.unfinishedHint')}> · {t('insight.unfinished')}</span>}
              </th>
              {FIGURES.map((figure) => (
                <td key={figure}>
                  <FigureButton
                    value={row.now[figure]}
                    name={`${row.key} ${t(`insight.figure.${figure}`)}`}
                    onClick={() => onDrill({ figure, by: unit, key: row.key })}
                  />
                </td>
              ))}
              <td className="num">{int(row.now.net, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

import { useMemo } from 'react'
import type { ChartOption } from '@/ui/Chart'
import { legendMarks, lineMarks, tonesFor } from '@/ui/chart/tones'
import { lazy } from '@/ui/page/lazy'
import { usePrefs } from '@/ui/prefs'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps } from '../../types'
import { cohortsOf } from '../grid/CohortLook'

const Chart = lazy(() => import('@/ui/Chart'))
const CURVES_MAX = 8

/** The same shares as curves: the whole in bold, the newest cohorts beside it. */
export default function CurveLook({ query, answer, height }: LookProps) {
  const w = useAnswerTexts()
  const names = useNames()
  const { colorBlind } = usePrefs()
  const option = useMemo((): ChartOption => {
    const { rows, periods } = cohortsOf(answer)
    const unit = query.value ? names.unit(query.value) : 'share'
    const isMoney = unit === 'fen'
    const scale = unit === 'share' ? 100 : isMoney ? 0.01 : 1
    const before = isMoney ? '¥' : ''
    const after = unit === 'share' ? '%' : ''
    const whole = rows.filter((r) => r.cohort === null)
    const shown = whole.length > 1 ? whole : [...whole, ...rows.filter((r) => r.cohort !== null).slice(-CURVES_MAX)]
    return {
      color: tonesFor(colorBlind),
      grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
      legend: { type: 'scroll', top: 0, left: 0, ...legendMarks(colorBlind) },
      tooltip: { trigger: 'axis', valueFormatter: (v: unknown) => (v === null ? '—' : `${before}${v}${after}`) },
      xAxis: {
        type: 'category',
        data: periods.map((n) => w.periodOf[query.unit ?? 'day']?.(n) ?? String(n)),
        axisLabel: { hideOverlap: true },
      },
      yAxis: { type: 'value', axisLabel: { formatter: `${before}{value}${after}` }, min: 0 },
      series: shown.map((row, n) => ({
        id: row.key,
        name: [...row.part.map((v) => names.value(query.dimensions?.[0] ?? '', v)), row.cohort ?? w.everybody].join(
          ' · ',
        ),
        type: 'line',
        ...(row.cohort === null ? lineMarks(n, colorBlind, 3, 6) : lineMarks(n, colorBlind, 1.5, 3)),
        data: periods.map((n) => {
          const shown = row.cells.get(n)?.shown ?? null
          return shown === null ? null : Number((Number(shown) * scale).toFixed(isMoney ? 2 : 1))
        }),
      })),
    } as ChartOption
  }, [answer, query, w, names, colorBlind])
  return <Chart option={option} height={height ?? 320} label={w.chart} />
}

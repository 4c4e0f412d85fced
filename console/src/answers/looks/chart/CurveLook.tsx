import { lazy, useMemo } from 'react'
import type { ChartOption } from '@/ui/Chart'
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
  const option = useMemo((): ChartOption => {
    const { rows, periods } = cohortsOf(answer)
    const whole = rows.filter((r) => r.cohort === null)
    const shown = whole.length > 1 ? whole : [...whole, ...rows.filter((r) => r.cohort !== null).slice(-CURVES_MAX)]
    return {
      grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
      legend: { type: 'scroll', top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10 },
      tooltip: { trigger: 'axis', valueFormatter: (v: unknown) => (v === null ? '—' : `${v}%`) },
      xAxis: { type: 'category', data: periods.map((n) => w.periodOf[query.unit ?? 'day']?.(n) ?? String(n)) },
      yAxis: { type: 'value', axisLabel: { formatter: '{value}%' }, min: 0 },
      series: shown.map((row) => ({
        id: row.key,
        name: [...row.part.map((v) => names.value(query.dimensions?.[0] ?? '', v)), row.cohort ?? w.everybody].join(
          ' · ',
        ),
        type: 'line',
        lineStyle: { width: row.cohort === null ? 3 : 1 },
        symbolSize: row.cohort === null ? 6 : 3,
        data: periods.map((n) => {
          const rate = row.cells.get(n)?.rate ?? null
          return rate === null ? null : Number((Number(rate) * 100).toFixed(1))
        }),
      })),
    } as ChartOption
  }, [answer, query, w, names])
  return <Chart option={option} height={height ?? 320} label={w.chart} />
}

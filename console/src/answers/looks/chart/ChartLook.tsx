import { useMemo } from 'react'
import type { ChartOption } from '@/ui/Chart'
import { legendMarks, lineMarks, tonesFor } from '@/ui/chart/tones'
import { lazy } from '@/ui/page/lazy'
import { usePrefs } from '@/ui/prefs'
import { type Line, linesOf } from '../../columns'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import { useGoalTexts } from '../../tile/goalTexts'
import type { Goal, Look, LookProps, Unit } from '../../types'

const Chart = lazy(() => import('@/ui/Chart'))
const LINES_MAX = 12
const DAYS: Partial<Record<Unit, number>> = { day: 1, week: 7 }

/** What a bucket is to reach: an even part of the target; a share is what it is in every bucket. */
function goalOf(goal: Goal, unit: Unit, figure: string): number | null {
  if (figure === 'share') return goal.value / 10_000
  const days = DAYS[unit]
  const all = Math.round((Date.parse(goal.to_on) - Date.parse(goal.from_on)) / 86_400_000) + 1
  return days === undefined ? null : Math.round((goal.value / all) * days)
}

/** Lines, areas, bars, or bars upon each other over the first dimension of the answer. */
export default function ChartLook(props: LookProps & { look: Look }) {
  const { query, answer, look, goal } = props
  const g = useGoalTexts()
  const names = useNames()
  const w = useAnswerTexts()
  const { colorBlind } = usePrefs()
  const option = useMemo((): ChartOption => {
    const { at, lines } = linesOf(query, answer)
    const first = answer.columns[0] ?? ''
    const several = new Set(lines.map((l) => l.column)).size > 1
    const nameOf = (l: Line) =>
      [
        ...l.labels.map((v, i) => names.value(query.dimensions?.[query.kind === 'trend' ? i : i + 1] ?? '', v)),
        ...(several || l.labels.length === 0 ? [names.column(l.column)] : []),
      ].join(' · ')
    const isStacked = look === 'stacked' || look === 'area'
    const isBar = look === 'bar' || look === 'stacked'
    const fen = lines.length > 0 && lines.every((l) => names.unit(l.column) === 'fen')
    // No fractions of a yuan or an event on the axis of a quiet time.
    const counted = lines.every((l) => /^(events|people)\b/.test(l.column))
    const level = goal && lines.length === 1 ? goalOf(goal, query.unit ?? 'day', names.unit(lines[0]!.column)) : null
    return {
      color: tonesFor(colorBlind),
      grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
      legend: { type: 'scroll', top: 0, left: 0, ...legendMarks(colorBlind && !isBar) },
      tooltip: {
        trigger: 'axis',
        valueFormatter: (v: unknown) =>
          v === null || v === undefined ? '—' : names.figure(v as number, lines[0]?.column ?? ''),
      },
      xAxis: {
        type: 'category',
        data: at.map((v) => names.value(first, v)),
        axisTick: { show: false },
        boundaryGap: isBar,
      },
      yAxis: {
        type: 'value',
        minInterval: fen ? 100 : counted ? 1 : 0,
        axisLabel: fen ? { formatter: (v: number) => `¥${(v / 100).toLocaleString()}` } : {},
      },
      series: [
        ...lines.slice(0, LINES_MAX).map((l, n) => ({
          id: l.key,
          name: nameOf(l),
          type: isBar ? 'bar' : 'line',
          stack: isStacked ? 'all' : undefined,
          areaStyle: look === 'area' ? { opacity: 0.25 } : undefined,
          ...(isBar ? {} : lineMarks(n, colorBlind, 2)),
          ...(l.column.endsWith('_before') ? { lineStyle: { type: 'dashed', opacity: 0.6 } } : {}),
          data: l.values,
          barMaxWidth: 22,
          connectNulls: false,
        })),
        ...(level === null
          ? []
          : [
              {
                id: 'goal',
                name: g.line,
                type: 'line',
                data: at.map(() => level),
                symbol: 'none',
                color: '#ad6800',
                lineStyle: { type: 'dashed', width: 1.5 },
              },
            ]),
      ],
    } as ChartOption
  }, [query, answer, look, names, colorBlind, goal, g])
  return <Chart option={option} height={props.height ?? 320} label={w.chart} />
}

import { Segmented, Skeleton } from 'antd'
import { Suspense, useMemo, useState } from 'react'
import { AnswerView } from '@/answers/AnswerView'
import { useAnswer } from '@/answers/queries'
import { useAnswerTexts } from '@/answers/texts'
import type { ChartOption } from '@/ui/Chart'
import { ErrorCard } from '@/ui/Feedback'
import { Card } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useTones } from '@/ui/prefs'
import { GoLink } from '@/ui/url'
import type { AlertDraft } from '../queries'
import { compares, courseOf, questionLink, SCALE, useSaid } from '../said'
import { useAlertTexts } from '../texts'

const Chart = lazy(() => import('@/ui/Chart'))

/** How the metric went lately, and the line it must not cross. */
export default function CourseChart({ alert }: { alert: AlertDraft }) {
  const w = useAlertTexts()
  const words = useAnswerTexts()
  const said = useSaid()
  const tones = useTones()
  const [isTable, setTable] = useState(false)
  const query = useMemo(() => courseOf(alert), [alert])
  const answer = useAnswer(query)
  const unit = said.unit(alert.metric)
  const scale = unit === 'share' ? 1 / 100 : SCALE[unit]
  const limit = compares(alert) ? null : alert.threshold / SCALE[unit]
  const name = said.name(alert.metric)
  const option = useMemo((): ChartOption | null => {
    if (!answer.data) return null
    const rows = answer.data.rows
    const mark = unit === 'share' ? '{value}%' : unit === 'fen' ? '¥{value}' : '{value}'
    return {
      grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: rows.map((r) => String(r[0])) },
      yAxis: { type: 'value', axisLabel: { formatter: mark } },
      series: [
        {
          id: 'metric',
          name,
          type: 'line',
          color: tones.main,
          symbolSize: 4,
          data: rows.map((r) => (r[1] === null ? null : Number((Number(r[1]) / scale).toFixed(2)))),
        },
        ...(limit === null
          ? []
          : [
              {
                id: 'line',
                name: w.line,
                type: 'line',
                color: tones.bad,
                symbol: 'none',
                lineStyle: { type: 'dashed', width: 2 },
                data: rows.map(() => limit),
              },
            ]),
      ],
    } as ChartOption
  }, [answer.data, name, unit, scale, limit, w, tones])
  return (
    <Card
      title={w.preview}
      extra={
        <span className="row nowrap">
          <GoLink to={questionLink(query)}>{w.open}</GoLink>
          <Segmented
            size="small"
            value={isTable ? 'table' : 'chart'}
            onChange={(v) => setTable(v === 'table')}
            options={[
              { value: 'chart', label: words.chart },
              { value: 'table', label: words.table },
            ]}
          />
        </span>
      }
    >
      {answer.isError && <ErrorCard error={answer.error} onRetry={() => void answer.refetch()} />}
      {!answer.isError && !option && <Skeleton active />}
      {option && !isTable && (
        <Suspense fallback={<Skeleton active />}>
          <Chart option={option} height={260} label={said.says(alert)} />
        </Suspense>
      )}
      {answer.data && isTable && <AnswerView query={answer.data.query} answer={answer.data} look="table" />}
    </Card>
  )
}

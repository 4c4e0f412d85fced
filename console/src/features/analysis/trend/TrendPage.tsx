import { Segmented, Select } from 'antd'
import { AnswerCard } from '@/answers/AnswerCard'
import { RangePicker } from '@/answers/pick/RangePicker'
import type { Look, QueryValue, Unit } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { useAsked } from '../asked'
import { DivideLine } from '../parts/DivideLine'
import { Line } from '../parts/Line'
import { MetricList } from '../parts/MetricList'
import { useAnalysisTexts } from '../texts'

const OWN: QueryValue = {
  kind: 'trend',
  range: { days: 30 },
  unit: 'day',
  metrics: [
    { measure: 'events', event: 'contact.added' },
    { measure: 'people', event: 'order.paid' },
  ],
}
const UNITS: Unit[] = ['hour', 'day', 'week', 'month', 'quarter']
const LOOKS: Look[] = ['line', 'area', 'bar', 'stacked', 'number']
const METRICS_MAX = 8

export default function TrendPage() {
  const w = useAnalysisTexts()
  const { query, set, look, setLook } = useAsked(OWN, 'line')
  return (
    <div className="page">
      <PageHead title={w.trend} sub={w.trendSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <MetricList value={query.metrics} most={METRICS_MAX} onChange={(metrics) => set({ metrics })} />
            <DivideLine query={query} set={set} />
            <Line name={w.unit}>
              <Segmented
                aria-label={w.unit}
                value={query.unit ?? 'day'}
                onChange={(unit) => set({ unit })}
                options={UNITS.map((u) => ({ value: u, label: w.unitOf[u] }))}
              />
              <RangePicker value={query.range ?? { days: 30 }} onChange={(range) => set({ range })} />
              <Select
                aria-label={w.compare}
                value={query.compare ?? 'none'}
                onChange={(compare) => set({ compare: compare === 'none' ? undefined : compare })}
                options={(['none', 'previous', 'year'] as const).map((c) => ({ value: c, label: w.compareOf[c] }))}
                style={{ minWidth: 120 }}
              />
            </Line>
          </div>
        </Card>
        <AnswerCard
          title={w.trend}
          definition={w.trendDefinition}
          query={query}
          look={look}
          extra={
            <Select
              size="small"
              aria-label={w.look}
              value={look}
              onChange={setLook}
              options={LOOKS.map((l) => ({ value: l, label: w.lookOf[l] }))}
              style={{ minWidth: 84 }}
            />
          }
        />
      </div>
    </div>
  )
}

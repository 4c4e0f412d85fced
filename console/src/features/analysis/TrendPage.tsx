import { PlusOutlined } from '@ant-design/icons'
import { Button, Segmented, Select } from 'antd'
import { AnswerCard } from '@/answers/AnswerCard'
import { DimensionPicker } from '@/answers/pick/DimensionPicker'
import { FilterBuilder } from '@/answers/pick/FilterBuilder'
import { type Metric, MetricPicker, metricOf } from '@/answers/pick/MetricPicker'
import { RangePicker } from '@/answers/pick/RangePicker'
import type { Look, QueryValue, Unit } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { useAsked } from './asked'
import { Line } from './parts/Line'
import { useAnalysisTexts } from './texts'

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
  const metrics = (query.metrics ?? []).map(metricOf)
  const setMetrics = (next: Metric[]) => set({ metrics: next })
  return (
    <div className="page">
      <PageHead title={w.trend} sub={w.trendSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.metrics}>
              <div>
                {metrics.map((m, i) => (
                  <MetricPicker
                    key={`${i} ${metrics.length}`}
                    value={m}
                    onChange={(next) => setMetrics(metrics.map((o, at) => (at === i ? next : o)))}
                    onDrop={metrics.length > 1 ? () => setMetrics(metrics.filter((_, at) => at !== i)) : undefined}
                  />
                ))}
                <Button
                  size="small"
                  type="dashed"
                  icon={<PlusOutlined />}
                  disabled={metrics.length >= METRICS_MAX}
                  onClick={() => setMetrics([...metrics, { measure: 'events', event: '*' }])}
                >
                  {w.addMetric}
                </Button>
              </div>
            </Line>
            <Line name={w.divide}>
              <DimensionPicker
                value={query.dimensions?.[0]}
                onChange={(d) => set({ dimensions: d ? [d] : undefined })}
                label={w.divide}
              />
              <span className="muted">{w.filters}</span>
              <FilterBuilder value={query.filters} onChange={(filters) => set({ filters })} />
            </Line>
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

import { SwapOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { AnswerCard } from '@/answers/AnswerCard'
import { DimensionPicker } from '@/answers/pick/DimensionPicker'
import { FilterBuilder } from '@/answers/pick/FilterBuilder'
import { RangePicker } from '@/answers/pick/RangePicker'
import { useNames } from '@/answers/show'
import type { QueryValue } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { useAsked } from '../asked'
import { Line } from '../parts/Line'
import { MetricList } from '../parts/MetricList'
import { useAnalysisTexts } from '../texts'

const OWN: QueryValue = {
  kind: 'pivot',
  range: { days: 90 },
  dimensions: ['hour_of_day', 'weekday'],
  metrics: [
    { measure: 'events', event: 'contact.added' },
    { measure: 'people', event: 'order.paid' },
  ],
  subtotals: true,
}
const READY: [string, string][] = [
  ['hour_of_day', 'weekday'],
  ['week', 'property.shop'],
  ['month', 'property.add_way'],
  ['type', 'month'],
]
const METRICS_MAX = 6

export default function PivotPage() {
  const w = useAnalysisTexts()
  const names = useNames()
  const { query, set } = useAsked(OWN, 'matrix')
  const [rows = 'day', columns = 'type'] = query.dimensions ?? []
  return (
    <div className="page">
      <PageHead title={w.pivot} sub={w.pivotSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.rows}>
              <DimensionPicker
                value={rows}
                onChange={(d) => set({ dimensions: [d ?? 'day', columns] })}
                label={w.rows}
              />
              <Button
                icon={<SwapOutlined />}
                aria-label={w.swap}
                title={w.swap}
                onClick={() => set({ dimensions: [columns, rows] })}
              />
              <span className="muted">{w.columns}</span>
              <DimensionPicker
                value={columns}
                onChange={(d) => set({ dimensions: [rows, d ?? 'type'] })}
                label={w.columns}
              />
            </Line>
            <Line name={w.ready}>
              <Space wrap>
                {READY.map(([r, c]) => (
                  <Button
                    key={r + c}
                    size="small"
                    type={r === rows && c === columns ? 'primary' : 'default'}
                    onClick={() => set({ dimensions: [r, c] })}
                  >
                    {names.dimension(r)} × {names.dimension(c)}
                  </Button>
                ))}
              </Space>
            </Line>
            <MetricList value={query.metrics} most={METRICS_MAX} onChange={(metrics) => set({ metrics })} />
            <Line name={w.filters}>
              <FilterBuilder value={query.filters} onChange={(filters) => set({ filters })} />
            </Line>
            <Line name={w.period}>
              <RangePicker value={query.range ?? { days: 30 }} onChange={(range) => set({ range })} />
            </Line>
          </div>
        </Card>
        <AnswerCard title={w.pivot} definition={w.pivotDefinition} query={query} look="matrix" />
      </div>
    </div>
  )
}

import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type Metric, MetricPicker, metricOf } from '@/answers/pick/MetricPicker'
import type { MetricMeant } from '@/answers/types'
import { useAnalysisTexts } from '../texts'
import { Line } from './Line'

/** The figures that are asked for: one at least, `most` at most. */
export function MetricList(props: {
  value: MetricMeant[] | undefined
  most: number
  onChange: (metrics: Metric[]) => void
}) {
  const w = useAnalysisTexts()
  const metrics = (props.value ?? []).map(metricOf)
  const drop = (i: number) => () => props.onChange(metrics.filter((_, at) => at !== i))
  return (
    <Line name={w.metrics}>
      <div>
        {metrics.map((m, i) => (
          <MetricPicker
            key={`${i} ${metrics.length}`}
            value={m}
            onChange={(next) => props.onChange(metrics.map((o, at) => (at === i ? next : o)))}
            onDrop={metrics.length > 1 ? drop(i) : undefined}
          />
        ))}
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          disabled={metrics.length >= props.most}
          onClick={() => props.onChange([...metrics, { measure: 'events', event: '*' }])}
        >
          {w.addMetric}
        </Button>
      </div>
    </Line>
  )
}

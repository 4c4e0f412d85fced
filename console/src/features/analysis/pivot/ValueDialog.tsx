import { Form, Modal, Select } from 'antd'
import { useState } from 'react'
import { MetricPicker, metricOf } from '@/answers/pick/MetricPicker'
import { useAnswerTexts } from '@/answers/texts'
import type { MetricMeant, PivotAs } from '@/answers/types'
import { usePivotTexts } from './texts'
import { canRun } from './wells'

const AS: PivotAs[] = ['value', 'row', 'column', 'whole', 'running']

/** What a value counts, and what it is shown as. */
export default function ValueDialog(props: {
  metric: MetricMeant
  as: PivotAs
  onSave: (metric: MetricMeant, as: PivotAs) => void
  onClose: () => void
}) {
  const w = usePivotTexts()
  const a = useAnswerTexts()
  const [metric, setMetric] = useState(props.metric)
  const [as, setAs] = useState(props.as)
  const isCatalogued = typeof metric === 'object' && 'metric' in metric
  const runs = canRun(metric)
  return (
    <Modal
      open
      width={560}
      title={w.value}
      onCancel={props.onClose}
      onOk={() => props.onSave(metric, !runs && as === 'running' ? 'value' : as)}
    >
      <Form layout="vertical">
        {!isCatalogued && (
          <Form.Item label={w.event}>
            <MetricPicker value={metricOf(metric)} onChange={setMetric} />
          </Form.Item>
        )}
        <Form.Item label={w.as} extra={runs ? undefined : w.noRunning}>
          <Select
            aria-label={w.as}
            value={as}
            onChange={setAs}
            options={AS.map((one) => ({ value: one, label: a.showOf[one], disabled: one === 'running' && !runs }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}

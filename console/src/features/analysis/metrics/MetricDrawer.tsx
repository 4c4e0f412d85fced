import { App, Button, Drawer, Form, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { type Metric, MetricPicker, metricOf } from '@/answers/pick/MetricPicker'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { useFail } from '@/ui/Feedback'
import { type Formula, isRatio, type MetricDraft, type OwnMetric, useMetricChanges } from './queries'
import { Tried } from './Tried'
import { useMetricTexts } from './texts'

const FIRST: Metric = { measure: 'events', event: 'order.paid' }
const UNITS = ['count', 'people', 'fen', 'ratio', 'ms'] as const
type Words = Omit<MetricDraft, 'formula'>

/** A metric made by choosing events and what of them is counted; tried while it is made. */
export default function MetricDrawer({ known, onClose }: { known?: OwnMetric; onClose: () => void }) {
  const w = useMetricTexts()
  const { message } = App.useApp()
  const fail = useFail()
  const { save } = useMetricChanges()
  const [form] = Form.useForm<Words>()
  const before = known?.formula
  const [kind, setKind] = useState<'one' | 'ratio'>(before && isRatio(before) ? 'ratio' : 'one')
  const [of, setOf] = useState<Metric>(before ? metricOf(isRatio(before) ? before.of : before) : FIRST)
  const [over, setOver] = useState<Metric>(
    before && isRatio(before) ? metricOf(before.over) : { ...FIRST, measure: 'people' },
  )
  const unit = Form.useWatch('unit', form) ?? known?.unit ?? 'count'
  const formula: Formula = kind === 'ratio' ? { of, over } : of
  const [began] = useState(() => JSON.stringify(formula))
  const first = known ?? { unit: 'count' as const }
  const { leave } = useTypedForm(form, first, { isOther: JSON.stringify(formula) !== began })
  const finish = (words: Words) =>
    save.mutate(
      { known, draft: { ...words, formula } },
      {
        onSuccess: () => {
          void message.success(w.saved)
          onClose()
        },
        onError: fail,
      },
    )
  return (
    <Drawer
      open
      size={Math.min(720, window.innerWidth)}
      title={known ? w.edit : w.add}
      onClose={() => leave(onClose)}
      extra={
        <Button type="primary" loading={save.isPending} onClick={form.submit}>
          {w.save}
        </Button>
      }
    >
      <Form form={form} layout="vertical" onFinish={finish} initialValues={first}>
        <Form.Item name="name_zh" label={w.name} rules={[{ required: true, max: 40, whitespace: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="name_en" label={w.nameEn} rules={[{ max: 60 }]}>
          <Input />
        </Form.Item>
        <Form.Item label={w.kind}>
          <Segmented
            aria-label={w.kind}
            value={kind}
            onChange={setKind}
            options={(['one', 'ratio'] as const).map((k) => ({ value: k, label: w.kindOf[k] }))}
          />
        </Form.Item>
        <Form.Item label={kind === 'ratio' ? w.of : w.formula}>
          <MetricPicker value={of} onChange={setOf} />
        </Form.Item>
        {kind === 'ratio' && (
          <Form.Item label={w.over}>
            <MetricPicker value={over} onChange={setOver} />
          </Form.Item>
        )}
        <Tried formula={formula} unit={unit} />
        <Form.Item name="unit" label={w.unit} rules={[{ required: true }]}>
          <Select aria-label={w.unit} options={UNITS.map((u) => ({ value: u, label: w.unitOf[u] }))} />
        </Form.Item>
        <Form.Item name="about_zh" label={w.about} extra={w.aboutHint} rules={[{ max: 300 }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} />
        </Form.Item>
      </Form>
    </Drawer>
  )
}

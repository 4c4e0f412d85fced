import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Drawer, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { useSaveFailed } from '@/ui/save'
import { type Attribute, type AttributeDraft, useSaveAttribute } from '../queries'
import { useTexts } from './texts'

const FRESH: AttributeDraft = {
  key: '',
  name: '',
  type: 'enum',
  unit: '',
  category: '',
  definition: '',
  owner: '',
  is_personal: false,
  choices: [],
  policy: { kind: 'weighed', sources: [], half_life_days: 90, near_m: 0, nowhere_percent: 50 },
}

function Sources({ weighed }: { weighed: boolean }) {
  const w = useTexts()
  return (
    <Form.List name={['policy', 'sources']}>
      {(rows, { add, remove }) => (
        <div className="stack tight">
          {rows.map((row) => (
            <div className="row" key={row.key} style={{ gap: 6, flexWrap: 'nowrap' }}>
              <Form.Item name={[row.name, 'source']} noStyle rules={[{ required: true, max: 60 }]}>
                <Input aria-label={w.source} placeholder="pos" />
              </Form.Item>
              <Form.Item name={[row.name, 'weight']} noStyle hidden={!weighed}>
                <InputNumber aria-label={w.weight} min={0} max={1000} suffix="%" style={{ width: 110 }} />
              </Form.Item>
              <Button type="text" icon={<DeleteOutlined />} aria-label={w.removed} onClick={() => remove(row.name)} />
            </div>
          ))}
          <div>
            <Button size="small" icon={<PlusOutlined />} onClick={() => add({ source: '', weight: 100 })}>
              {w.addSource}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  )
}

export function AttributeDrawer({ attribute, onClose }: { attribute?: Attribute; onClose: () => void }) {
  const { t } = useTranslation()
  const w = useTexts()
  const failed = useSaveFailed()
  const save = useSaveAttribute()
  const [form] = Form.useForm<AttributeDraft>()
  const { leave } = useTypedForm(form, attribute ?? FRESH)
  const type = Form.useWatch('type', form) ?? attribute?.type ?? FRESH.type
  const kind = Form.useWatch(['policy', 'kind'], form) ?? attribute?.policy.kind ?? FRESH.policy.kind
  const submit = (values: AttributeDraft) =>
    save.mutate(
      {
        id: attribute?.id,
        revision: attribute?.revision ?? 0,
        body: {
          ...FRESH,
          ...values,
          choices: values.type === 'enum' ? (values.choices ?? []) : [],
          policy: { ...FRESH.policy, ...values.policy },
        },
      },
      { onSuccess: onClose, onError: (e) => failed(e, form) },
    )
  return (
    <Drawer
      open
      size={600}
      title={attribute ? w.editAttribute : w.newAttribute}
      onClose={() => leave(onClose)}
      extra={
        <Button type="primary" loading={save.isPending} onClick={form.submit}>
          {t('common.save')}
        </Button>
      }
    >
      <Form form={form} layout="vertical" initialValues={attribute ?? FRESH} onFinish={submit}>
        <Form.Item name="name" label={w.name} rules={[{ required: true, max: 40 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="key" label={w.key} tooltip={w.keyHint} rules={[{ required: true, max: 40 }]}>
          <Input className="mono" disabled={attribute !== undefined} placeholder="sugar" />
        </Form.Item>
        <div className="row" style={{ gap: 12, flexWrap: 'wrap', alignItems: 'flex-start' }}>
          <Form.Item name="type" label={w.type} style={{ minWidth: 140 }}>
            <Select
              disabled={attribute !== undefined}
              options={Object.entries(w.typeOf).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item name="unit" label={w.unit}>
            <Input maxLength={20} style={{ width: 90 }} />
          </Form.Item>
          <Form.Item name="category" label={w.category}>
            <Input maxLength={40} style={{ width: 160 }} />
          </Form.Item>
          <Form.Item name="owner" label={w.owner}>
            <Input maxLength={60} style={{ width: 160 }} />
          </Form.Item>
        </div>
        {type === 'enum' && (
          <Form.Item name="choices" label={w.choices} tooltip={w.choicesHint} rules={[{ required: true }]}>
            <Select mode="tags" open={false} />
          </Form.Item>
        )}
        <Form.Item name="definition" label={w.definition}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="is_personal" valuePropName="checked">
          <Checkbox>{w.personal}</Checkbox>
        </Form.Item>
        <Form.Item name={['policy', 'kind']} label={w.policy}>
          <Select options={Object.entries(w.policyOf).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item label={w.sources}>
          <Sources weighed={kind === 'weighed'} />
        </Form.Item>
        {kind === 'weighed' && (
          <div className="row" style={{ gap: 12, flexWrap: 'wrap', alignItems: 'flex-start' }}>
            <Form.Item name={['policy', 'half_life_days']} label={w.halfLife} tooltip={w.halfLifeHint}>
              <InputNumber min={0} max={3650} />
            </Form.Item>
            <Form.Item name={['policy', 'near_m']} label={w.near} tooltip={w.nearHint}>
              <InputNumber min={0} max={1000000} />
            </Form.Item>
            <Form.Item name={['policy', 'nowhere_percent']} label={w.nowhere}>
              <InputNumber min={0} max={100} />
            </Form.Item>
          </div>
        )}
      </Form>
    </Drawer>
  )
}

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Select } from 'antd'
import { TagPicker } from '@/pickers/TagPicker'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { type DictionaryField, type DictionaryRule, useAttributes } from '../queries'
import { useTexts } from './texts'

/** One rule of the draft. */
export function RuleModal(props: {
  rule: DictionaryRule
  isNew: boolean
  fields: DictionaryField[]
  busy: boolean
  onClose: () => void
  onSave: (rule: DictionaryRule) => void
}) {
  const w = useTexts()
  const attributes = useAttributes()
  const [form] = Form.useForm<DictionaryRule>()
  const first = { ...props.rule, field: props.rule.field ?? '' }
  const { leave } = useTypedForm(form, first)
  const fields = [...new Map(props.fields.map((f) => [f.key, f])).values()]
  return (
    <Modal
      open
      width={640}
      title={props.isNew ? w.newRule : w.editRule}
      onCancel={() => leave(props.onClose)}
      onOk={form.submit}
      confirmLoading={props.busy}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={first}
        onFinish={(values) =>
          props.onSave({
            ...props.rule,
            ...values,
            field: values.field || null,
            tag_ids: values.tag_ids ?? [],
            gives: (values.gives ?? []).map((g) => ({ ...g, about: g.about || null })),
          })
        }
      >
        <Form.Item name="field" label={w.field}>
          <Select
            options={[
              { value: '', label: w.anyField },
              ...fields.map((f) => ({ value: f.key, label: f.name ?? f.key })),
            ]}
          />
        </Form.Item>
        <Form.Item name="kind" label={w.kind}>
          <Select options={Object.entries(w.kindOf).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="match" label={w.match} extra={w.matchHint} rules={[{ required: true, max: 200 }]}>
          <Input autoFocus placeholder="宝妈-宝宝{age:number}岁" />
        </Form.Item>
        <Form.Item name="tag_ids" label={w.givesTags}>
          <TagPicker multiple label={w.givesTags} />
        </Form.Item>
        <Form.Item label={w.gives}>
          <Form.List name="gives">
            {(rows, { add, remove }) => (
              <div className="stack tight">
                {rows.map((row) => (
                  <div className="row" key={row.key} style={{ gap: 6 }}>
                    <Form.Item name={[row.name, 'key']} noStyle rules={[{ required: true }]}>
                      <Select
                        aria-label={w.name}
                        style={{ minWidth: 150 }}
                        options={attributes.data?.items.map((a) => ({ value: a.key, label: a.name }))}
                      />
                    </Form.Item>
                    <Form.Item name={[row.name, 'value']} noStyle rules={[{ required: true, max: 200 }]}>
                      <Input aria-label={w.value} placeholder="{age}" />
                    </Form.Item>
                    <Form.Item name={[row.name, 'about']} noStyle>
                      <Input aria-label={w.about} placeholder={w.about} />
                    </Form.Item>
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={w.removed}
                      onClick={() => remove(row.name)}
                    />
                  </div>
                ))}
                <div>
                  <Button size="small" icon={<PlusOutlined />} onClick={() => add({ value: '' })}>
                    {w.addGive}
                  </Button>
                </div>
              </div>
            )}
          </Form.List>
        </Form.Item>
      </Form>
    </Modal>
  )
}

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Popconfirm, Table } from 'antd'
import { useState } from 'react'
import { useWord } from '@/i18n'
import { Card } from '@/ui/Page'
import type { DictionaryField } from '../queries'
import { useTexts } from './texts'

/** Where raw values come from. */
export function FieldsCard(props: {
  fields: DictionaryField[]
  may: boolean
  onChange: (fields: DictionaryField[], done: () => void) => void
}) {
  const w = useTexts()
  const word = useWord()
  const [isOpen, setOpen] = useState(false)
  const [form] = Form.useForm<DictionaryField>()
  return (
    <Card
      flush
      title={w.fields}
      extra={
        props.may && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
            {w.newField}
          </Button>
        )
      }
    >
      <Table
        aria-label={w.fields}
        size="small"
        rowKey={(f) => `${f.key} ${f.type} ${f.path}`}
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={props.fields}
        columns={[
          { title: w.name, render: (_, f) => f.name ?? f.key },
          { title: w.key, render: (_, f) => <code className="mono">{f.key}</code> },
          { title: w.eventType, render: (_, f) => <span title={f.type}>{word('event_type', f.type)}</span> },
          { title: w.path, render: (_, f) => <code className="mono">{f.path}</code> },
          { title: w.source, dataIndex: 'source' },
          ...(props.may
            ? [
                {
                  title: w.actions,
                  render: (_: unknown, f: DictionaryField) => (
                    <Popconfirm
                      title={w.deleteField}
                      onConfirm={() =>
                        props.onChange(
                          props.fields.filter((one) => one !== f),
                          () => {},
                        )
                      }
                    >
                      <Button
                        size="small"
                        type="text"
                        icon={<DeleteOutlined />}
                        aria-label={`${w.removed} ${f.key} ${f.type}`}
                      />
                    </Popconfirm>
                  ),
                },
              ]
            : []),
        ]}
      />
      {isOpen && (
        <Modal open title={w.newField} onCancel={() => setOpen(false)} onOk={form.submit}>
          <Form
            form={form}
            layout="vertical"
            onFinish={(f) => props.onChange([...props.fields, f], () => setOpen(false))}
          >
            <Form.Item name="name" label={w.name} rules={[{ required: true, max: 40 }]}>
              <Input autoFocus />
            </Form.Item>
            <Form.Item name="key" label={w.key} rules={[{ required: true, max: 40 }]}>
              <Input className="mono" placeholder="shop.color" />
            </Form.Item>
            <Form.Item name="type" label={w.eventType} rules={[{ required: true, max: 100 }]}>
              <Input className="mono" placeholder="order.paid" />
            </Form.Item>
            <Form.Item name="path" label={w.path} extra={w.pathHint} rules={[{ required: true, max: 200 }]}>
              <Input className="mono" placeholder="items[].color" />
            </Form.Item>
            <Form.Item name="source" label={w.source} rules={[{ required: true, max: 60 }]}>
              <Input className="mono" placeholder="shop" />
            </Form.Item>
          </Form>
        </Modal>
      )}
    </Card>
  )
}

import { EditOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useWord } from '@/i18n'
import { dateTime } from '@/ui/format'
import { Badge, Card, Facts, Time } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { type Customer, useSaveCustomer } from '../queries'

type Values = { name: string; gender: string; description: string }

function FactsForm({
  customer,
  onDone,
  onConflict,
}: {
  customer: Customer
  onDone: () => void
  onConflict: () => void
}) {
  const { t } = useTranslation()
  const word = useWord()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const save = useSaveCustomer()
  const [form] = Form.useForm<Values>()
  const reload = () => {
    onConflict()
    onDone()
  }
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ name: customer.name, gender: customer.gender, description: customer.description ?? '' }}
      onFinish={(v: Values) =>
        save.mutate(
          { id: customer.id, revision: customer.revision, ...v },
          {
            onSuccess: () => {
              void message.success(t('common.saved'))
              onDone()
            },
            onError: (e) => failed(e, form, { reload }),
          },
        )
      }
    >
      <Form.Item name="name" label={t('customer.name')} rules={[{ required: true, max: 60 }]}>
        <Input />
      </Form.Item>
      <Form.Item name="gender" label={t('customer.gender')}>
        <Select options={['unknown', 'female', 'male'].map((g) => ({ value: g, label: word('gender', g) }))} />
      </Form.Item>
      <Form.Item name="description" label={t('customer.description')} rules={[{ max: 500 }]}>
        <Input.TextArea rows={3} />
      </Form.Item>
      <div className="row">
        <Button type="primary" size="small" htmlType="submit" loading={save.isPending}>
          {t('common.save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </Form>
  )
}

export function FactsPanel({ customer: c, onConflict }: { customer: Customer; onConflict: () => void }) {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const [editing, setEditing] = useState(false)
  return (
    <>
      <Card
        title={t('customer.facts')}
        extra={
          can('customer.write') &&
          !editing && (
            <Button size="small" type="text" icon={<EditOutlined />} onClick={() => setEditing(true)}>
              {t('common.edit')}
            </Button>
          )
        }
      >
        {editing ? (
          <FactsForm customer={c} onDone={() => setEditing(false)} onConflict={onConflict} />
        ) : (
          <Facts
            items={[
              [t('customer.name'), c.name],
              [t('customer.gender'), word('gender', c.gender)],
              [t('customer.kind'), word('customer_kind', c.kind)],
              [
                t('customer.description'),
                c.description ? (
                  <span key="d" className="pre">
                    {c.description}
                  </span>
                ) : (
                  '—'
                ),
              ],
              [t('customer.createdAt'), <Time key="at" at={c.created_at} />],
            ]}
          />
        )}
      </Card>
      <Card
        title={t('customer.identities')}
        extra={<small className="muted">{t('customer.identityCount', { n: c.identities.length })}</small>}
      >
        <ul className="feed">
          {c.identities.map((i) => (
            <li key={`${i.kind}-${i.value_masked}`}>
              <div className="grow stack tight" style={{ gap: 0 }}>
                <span>{word('identity', i.kind)}</span>
                <span className="mono muted">{i.value_masked}</span>
                <small className="muted">
                  {[
                    i.scope,
                    t('customer.since', { at: dateTime(i.since) }),
                    i.until && t('customer.until', { at: dateTime(i.until) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </div>
              {i.verified_at && <Badge tone="good">{t('customer.verified')}</Badge>}
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

import { EditOutlined } from '@ant-design/icons'
import { App, Button, DatePicker, Form, Input, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useCan } from '@/api/me'
import { Await } from '@/ui/Feedback'
import { momentOf } from '@/ui/format'
import { Badge, Card, Time } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { type Consents, type Standing, useConsents, useTellConsent } from './queries'
import { fill, useTexts } from './texts'

const TONES = { given: 'good', withdrawn: 'bad', unknown: 'off' } as const

function WriteDown({ id, purpose, onClose }: { id: string; purpose: string; onClose: () => void }) {
  const w = useTexts()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const tell = useTellConsent(id)
  const [form] = Form.useForm<{ purpose: string; state: string; source: string; evidence?: string; at?: Dayjs }>()
  const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
  return (
    <Modal open title={w.write} onCancel={onClose} onOk={form.submit} confirmLoading={tell.isPending}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ purpose, state: 'given' }}
        onFinish={({ at, ...said }) =>
          tell.mutate(
            { ...said, at: at ? momentOf(at) : undefined },
            { onSuccess: () => [message.success(w.saved), onClose()], onError: (e) => failed(e, form) },
          )
        }
      >
        <Form.Item name="purpose" label={w.purpose} rules={[{ required: true }]}>
          <Select options={options(w.purposes)} />
        </Form.Item>
        <Form.Item name="state" label={w.state} rules={[{ required: true }]}>
          <Select options={options(w.said)} />
        </Form.Item>
        <Form.Item name="source" label={w.source} rules={[{ required: true }]}>
          <Select options={options(w.sources)} />
        </Form.Item>
        <Form.Item name="evidence" label={w.evidence} rules={[{ max: 500 }]}>
          <Input.TextArea rows={2} placeholder={w.evidenceHint} />
        </Form.Item>
        <Form.Item name="at" label={w.at}>
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function Line({ standing: s, onWrite }: { standing: Standing; onWrite?: () => void }) {
  const w = useTexts()
  const detail = [s.source && (w.sources[s.source] ?? s.source), s.evidence].filter(Boolean).join(' · ')
  return (
    <div className="row" style={{ gap: 6 }}>
      <span className="grow" style={{ minWidth: 0 }}>
        {w.purposes[s.purpose] ?? s.purpose}
        <small className="muted" style={{ display: 'block' }}>
          {s.state === 'unknown' ? (s.needs_yes ? w.needsYes : w.unlessNo) : detail} {s.at && <Time at={s.at} />}
        </small>
      </span>
      <Badge tone={TONES[s.state]}>{w.states[s.state]}</Badge>
      {onWrite && (
        <Button
          size="small"
          type="text"
          icon={<EditOutlined />}
          aria-label={`${w.write} ${w.purposes[s.purpose] ?? s.purpose}`}
          onClick={onWrite}
        />
      )}
    </div>
  )
}

function History({ list }: { list: Consents['history'] }) {
  const w = useTexts()
  if (list.length === 0) return <p className="muted">{w.noHistory}</p>
  return (
    <ul className="feed">
      {list.map((c) => (
        <li key={c.id}>
          <span className="grow" style={{ minWidth: 0 }}>
            {w.purposes[c.purpose] ?? c.purpose} · {w.said[c.state]}{' '}
            <small className="muted">
              {[
                w.sources[c.source ?? ''] ?? c.source,
                c.evidence,
                c.told_by_name && fill(w.by, { name: c.told_by_name }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </span>
          <Time at={c.at} />
        </li>
      ))}
    </ul>
  )
}

/** What a customer agreed to and withdrew, and how that is known. */
export default function ConsentPanel({ id }: { id: string }) {
  const w = useTexts()
  const can = useCan()
  const consents = useConsents(id)
  const [writing, setWriting] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  const may = can('customer.write')
  return (
    <Card
      title={w.consents}
      extra={
        <Button size="small" type="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? w.hide : w.history}
        </Button>
      }
    >
      <Await query={consents} rows={4}>
        <div className="stack tight">
          {consents.data?.purposes.map((s) => (
            <Line key={s.purpose} standing={s} onWrite={may ? () => setWriting(s.purpose) : undefined} />
          ))}
        </div>
        {isOpen && <History list={consents.data?.history ?? []} />}
      </Await>
      {writing && <WriteDown id={id} purpose={writing} onClose={() => setWriting(null)} />}
    </Card>
  )
}

import { EditOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useCan } from '@/api/me'
import { Await, useFail } from '@/ui/Feedback'
import { Card, Time } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { type Evidence, type KnownAttribute, useKeys, useKnown, useSay, useTakeBack } from './queries'
import { fill, useTexts } from './texts'

/** Why this value counts, as a sentence. */
function Reason({ attribute: a }: { attribute: KnownAttribute }) {
  const w = useTexts()
  const [first, second] = a.standings
  if (!first) return null
  const name = (source: string | undefined) => (source ? (w.sources[source] ?? source) : '')
  return (
    <small className="muted">
      {fill(w.reason[a.decided_by] ?? '', {
        v: first.value ?? '',
        v2: second?.value ?? '',
        n: first.count,
        n2: second?.count ?? 0,
        p: first.percent,
        p2: second?.percent ?? 0,
        s: name(first.source),
        s2: name(second?.source),
      })}
    </small>
  )
}

function EvidenceList(props: { list: Evidence[]; may: boolean; onTakeBack: (id: string) => void }) {
  const w = useTexts()
  return (
    <ul className="feed">
      {props.list.map((e) => (
        <li key={e.id}>
          <span className="grow">
            <span style={e.ended_at ? { textDecoration: 'line-through' } : undefined}>{e.value}</span>{' '}
            <small className="muted">
              {[
                w.sources[e.source] ?? e.source,
                e.store_name,
                e.distance_m > 0 && fill(w.metres, { n: e.distance_m }),
                e.confidence < 100 && fill(w.sure, { n: e.confidence }),
                e.raw && fill(w.raw, { t: e.raw }),
                e.ended_at && w.ended,
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </span>
          <Time at={e.at} />
          {props.may && !e.ended_at && (
            <Button
              size="small"
              type="text"
              aria-label={`${w.takeBack} ${e.value}`}
              onClick={() => props.onTakeBack(e.id)}
            >
              {w.takeBack}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function Say({ id, onClose }: { id: string; onClose: () => void }) {
  const w = useTexts()
  const failed = useSaveFailed()
  const keys = useKeys(true)
  const say = useSay(id)
  const [form] = Form.useForm<{ key: string; value: string }>()
  const key = Form.useWatch('key', form)
  const chosen = keys.data?.items.find((k) => k.key === key)
  return (
    <Modal open title={w.title} onCancel={onClose} onOk={form.submit} confirmLoading={say.isPending}>
      <Form
        form={form}
        layout="vertical"
        onFinish={(v) => say.mutate(v, { onSuccess: onClose, onError: (e) => failed(e, form) })}
      >
        <Form.Item name="key" label={w.attribute} rules={[{ required: true }]}>
          <Select options={keys.data?.items.map((k) => ({ value: k.key, label: k.name }))} />
        </Form.Item>
        <Form.Item name="value" label={w.value} rules={[{ required: true, max: 200 }]}>
          {chosen?.type === 'enum' ? (
            <Select options={chosen.choices.map((c) => ({ value: c, label: c }))} />
          ) : (
            <Input />
          )}
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** What is known of a customer, why it counts, and who said what. */
export function Known({ id }: { id: string }) {
  const w = useTexts()
  const can = useCan()
  const fail = useFail()
  const known = useKnown(id)
  const takeBack = useTakeBack(id)
  const [open, setOpen] = useState<string | null>(null)
  const [saying, setSaying] = useState(false)
  const may = can('customer.write')
  const items = known.data?.items ?? []
  return (
    <Card
      title={w.title}
      extra={
        may &&
        can('attribute.read') && (
          <Button size="small" type="text" icon={<EditOutlined />} onClick={() => setSaying(true)}>
            {w.add}
          </Button>
        )
      }
    >
      <Await query={known}>
        {items.length === 0 && <span className="muted">{w.none}</span>}
        <div className="stack tight">
          {items.map((a) => {
            const place = `${a.key}@${a.about ?? ''}`
            return (
              <div key={place}>
                <div className="row" style={{ gap: 6 }}>
                  <span className="muted">
                    {a.name}
                    {a.about ? ` ${a.about}` : ''}
                  </span>
                  <b style={{ fontWeight: 500 }}>
                    {a.value ?? '—'}
                    {a.unit ?? ''}
                  </b>
                  <span className="grow" />
                  <Button
                    size="small"
                    type="text"
                    aria-expanded={open === place}
                    aria-label={`${w.evidence} ${a.name} ${a.about ?? ''}`}
                    onClick={() => setOpen(open === place ? null : place)}
                  >
                    {open === place ? w.hide : w.evidence}
                  </Button>
                </div>
                <Reason attribute={a} />
                {open === place && (
                  <EvidenceList
                    list={(known.data?.evidence ?? []).filter((e) => `${e.key}@${e.about ?? ''}` === place)}
                    may={may}
                    onTakeBack={(evidence) => takeBack.mutate(evidence, { onError: fail })}
                  />
                )}
              </div>
            )
          })}
        </div>
      </Await>
      {saying && <Say id={id} onClose={() => setSaying(false)} />}
    </Card>
  )
}

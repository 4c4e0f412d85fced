import { EditOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useWord } from '@/i18n'
import { dateOnly } from '@/ui/format'
import { Time } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { GoLink } from '@/ui/url'
import { strips } from '../intervals'
import { type Customer, useSaveRelation } from '../queries'

function RemarkDialog({
  customer,
  relation,
  onClose,
}: {
  customer: Customer
  relation: Schemas['Relation']
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const save = useSaveRelation()
  const [form] = Form.useForm<{ remark: string; description: string }>()
  const [revision] = useState(customer.revision)
  return (
    <Modal
      open
      title={t('customer.editRemark', { name: relation.staff_name })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ remark: relation.remark ?? '', description: relation.description ?? '' }}
        onFinish={(v) =>
          save.mutate(
            { id: customer.id, relationId: relation.id, revision, ...v },
            {
              onSuccess: () => {
                void message.success(t('customer.remarkSaved'))
                onClose()
              },
              onError: (e) => failed(e, form, { reload: onClose }),
            },
          )
        }
      >
        <Form.Item name="remark" label={t('customer.remark')} rules={[{ max: 20 }]}>
          <Input />
        </Form.Item>
        <Form.Item name="description" label={t('customer.description')} rules={[{ max: 150 }]}>
          <Input.TextArea rows={3} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** With whom, since when, until when: each addition is an interval of its own. */
export function Relations({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const [editing, setEditing] = useState<Schemas['Relation'] | null>(null)
  const all = strips(customer.relations)
  if (all.length === 0) return <p className="muted">{t('customer.noRelation')}</p>
  return (
    <div className="stack" style={{ gap: 16 }}>
      {all.map((strip) => (
        <div key={strip.staffId} className="stack tight">
          <div className="row" style={{ flexWrap: 'nowrap' }}>
            <b style={{ fontWeight: 500, minWidth: 88 }}>{strip.staffName}</b>
            <div
              className="interval"
              role="img"
              aria-label={t('customer.intervalsOf', { name: strip.staffName, n: strip.bars.length })}
            >
              {strip.bars.map((b, i) => (
                <span key={i} className={b.ended ? 'ended' : ''} style={{ left: `${b.left}%`, width: `${b.width}%` }} />
              ))}
            </div>
          </div>
          {strip.relations.toReversed().map((r) => (
            <div key={r.id} className="row" style={{ paddingLeft: 96 }}>
              <span className="num nowrap">
                {dateOnly(r.added_at)} – {r.ended_at ? dateOnly(r.ended_at) : t('customer.untilNow')}
              </span>
              <span className="muted">
                {[
                  r.code_name ? t('event.viaCode', { name: r.code_name }) : word('add_way', r.add_way),
                  r.store_name,
                  r.ended_by && word('ended_by', r.ended_by),
                  r.remark && t('customer.remarkIs', { text: r.remark }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {r.code_id && <GoLink to={`/channel-codes/${r.code_id}`}>{t('customer.toCode')}</GoLink>}
              {!r.ended_at && can('customer.write') && (
                <Button size="small" type="text" icon={<EditOutlined />} onClick={() => setEditing(r)}>
                  {t('customer.remark')}
                </Button>
              )}
            </div>
          ))}
        </div>
      ))}
      <small className="muted">
        {t('customer.axis')} <Time at={customer.first_added_at} /> – {t('customer.untilNow')}
      </small>
      {editing && <RemarkDialog customer={customer} relation={editing} onClose={() => setEditing(null)} />}
    </div>
  )
}

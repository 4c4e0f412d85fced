import { Button, Form, Input, Modal, Switch, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Await, EmptyState } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, Time } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { type TrackType, useSaveTrackType, useTrackTypes } from '../queries'

function EditType({ type, onClose }: { type: TrackType; onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const save = useSaveTrackType()
  const [form] = Form.useForm<Pick<TrackType, 'is_blocked' | 'rename_to' | 'owner' | 'description'>>()
  return (
    <Modal
      open
      title={type.name}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={type}
        onFinish={(values) =>
          save.mutate({ ...type, ...values }, { onSuccess: onClose, onError: (e) => failed(e, form) })
        }
      >
        <Form.Item name="description" label={t('channel.description')} rules={[{ max: 500 }]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Form.Item name="owner" label={t('channel.owner')} rules={[{ max: 60 }]}>
          <Input />
        </Form.Item>
        <Form.Item
          name="rename_to"
          label={t('channel.renameTo')}
          extra={t('channel.renameHint')}
          rules={[{ max: 100 }]}
        >
          <Input />
        </Form.Item>
        <Form.Item
          name="is_blocked"
          label={t('channel.blocked')}
          extra={t('channel.blockHint')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** Which events and properties were seen, and what was decided of them. */
export function TrackTypes() {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const list = useTrackTypes()
  const [editing, setEditing] = useState<TrackType | null>(null)
  return (
    <Card flush>
      <Await query={list}>
        {list.data?.items.length === 0 ? (
          <EmptyState title={t('channel.noTypes')} hint={t('channel.nothingArrivedHint')} />
        ) : (
          <Table
            aria-label={t('channel.eventTypes')}
            size="middle"
            rowKey="id"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={list.data?.items}
            columns={[
              {
                title: t('channel.event'),
                render: (_, e) => (
                  <span className="stack tight" style={{ gap: 0 }}>
                    <code className="mono">{e.name}</code>
                    {e.description && <small className="muted">{e.description}</small>}
                  </span>
                ),
              },
              {
                title: t('channel.properties'),
                render: (_, e) => (
                  <small className="mono" style={{ display: 'block', maxWidth: 360, whiteSpace: 'normal' }}>
                    {Object.entries(e.properties)
                      .map(([name, kind]) => `${name}: ${String(kind)}`)
                      .join(', ')}
                  </small>
                ),
              },
              { title: t('channel.volume'), align: 'right', render: (_, e) => int(e.count, lang) },
              { title: t('channel.firstSeen'), render: (_, e) => <Time at={e.first_at} /> },
              { title: t('channel.lastSeen'), render: (_, e) => <Time at={e.last_at} relative /> },
              { title: t('channel.owner'), dataIndex: 'owner' },
              {
                title: t('channel.decided'),
                render: (_, e) =>
                  e.is_blocked ? (
                    <Badge tone="bad">{t('channel.blocked')}</Badge>
                  ) : e.rename_to ? (
                    <span>→ {e.rename_to}</span>
                  ) : (
                    ''
                  ),
              },
              {
                title: t('common.actions'),
                render: (_, e) =>
                  can('source.write') && (
                    <Button size="small" type="text" onClick={() => setEditing(e)}>
                      {t('common.edit')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Await>
      {editing && <EditType type={editing} onClose={() => setEditing(null)} />}
    </Card>
  )
}

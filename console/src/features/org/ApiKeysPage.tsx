import { KeyOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Checkbox, Form, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useMe } from '@/api/me'
import { useWord } from '@/i18n'
import { ConfirmTyped } from '@/ui/ConfirmTyped'
import { CopyButton, EmptyState, useFail } from '@/ui/Feedback'
import { Card, PageHead, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { useSaveFailed } from '@/ui/save'
import { useApiKeys, useCreateApiKey, useDeleteApiKey } from './queries'

function NewKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const word = useWord()
  const me = useMe()
  const failed = useSaveFailed()
  const create = useCreateApiKey()
  const [form] = Form.useForm<{ name: string; scopes: string[] }>()
  const key = create.data?.key
  return (
    <Modal
      open
      width={620}
      title={t('org.newKey')}
      onCancel={onClose}
      onOk={key ? onClose : form.submit}
      okText={key ? t('common.done') : t('common.create')}
      cancelButtonProps={key ? { style: { display: 'none' } } : {}}
      confirmLoading={create.isPending}
      mask={{ closable: !key }}
    >
      {key ? (
        <div className="stack">
          <Alert type="warning" showIcon title={t('org.keyOnce')} />
          <div className="attach">
            <code className="grow mono" style={{ wordBreak: 'break-all' }}>
              {key}
            </code>
            <CopyButton text={key} name={t('org.apiKey')} />
          </div>
        </div>
      ) : (
        <Form form={form} layout="vertical" onFinish={(v) => create.mutate(v, { onError: (e) => failed(e, form) })}>
          <Form.Item name="name" label={t('org.keyName')} rules={[{ required: true, max: 60 }]}>
            <Input autoFocus />
          </Form.Item>
          <Form.Item
            name="scopes"
            label={t('org.scopes')}
            rules={[{ required: true, message: t('org.scopesMissing') }]}
          >
            <Checkbox.Group
              className="cols two"
              style={{ gap: 6 }}
              options={me.permissions
                .filter((p) => p.includes('.'))
                .map((p) => ({ value: p, label: word('permission', p) }))}
            />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}

export default function ApiKeysPage() {
  const { t } = useTranslation()
  const word = useWord()
  const fail = useFail()
  const keys = useApiKeys()
  const remove = useDeleteApiKey()
  const [creating, setCreating] = useState(false)
  const [ending, setEnding] = useState<Schemas['ApiKey'] | null>(null)
  const create = (
    <Button type="primary" icon={<PlusOutlined />} data-create onClick={() => setCreating(true)}>
      {t('org.newKey')}
    </Button>
  )
  return (
    <div className="page">
      <PageHead title={t('nav.apiKeys')} sub={t('org.keysHint')} extra={create} />
      <Card flush>
        <PagedTable
          label={t('nav.apiKeys')}
          list={keys}
          rowKey="id"
          empty={<EmptyState icon={<KeyOutlined />} title={t('org.noKeys')} hint={t('org.keysHint')} />}
          columns={[
            { title: t('common.name'), dataIndex: 'name' },
            { title: t('org.apiKey'), render: (_, k) => <code className="mono">{k.prefix}…</code> },
            {
              title: t('org.scopes'),
              render: (_, k) => (
                <span className="row" style={{ gap: 4, maxWidth: 420 }}>
                  {k.scopes.map((s) => (
                    <Tag key={s} style={{ margin: 0 }}>
                      {word('permission', s)}
                    </Tag>
                  ))}
                </span>
              ),
            },
            { title: t('org.lastUsed'), render: (_, k) => <Time at={k.last_used_at} /> },
            { title: t('org.createdAt'), render: (_, k) => <Time at={k.created_at} /> },
            {
              title: t('common.actions'),
              render: (_, k) => (
                <Button size="small" type="text" danger onClick={() => setEnding(k)}>
                  {t('org.revoke')}
                </Button>
              ),
            },
          ]}
        />
      </Card>
      {creating && <NewKey onClose={() => setCreating(false)} />}
      <ConfirmTyped
        open={ending !== null}
        title={t('org.revokeKey', { name: ending?.name ?? '' })}
        text={t('org.revokeText')}
        word={ending?.name ?? ''}
        action={t('org.revoke')}
        busy={remove.isPending}
        onClose={() => setEnding(null)}
        onConfirm={() => ending && remove.mutate(ending.id, { onSuccess: () => setEnding(null), onError: fail })}
      />
    </div>
  )
}

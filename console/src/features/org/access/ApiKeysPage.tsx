import { KeyOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Checkbox, Form, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useIsViewing, useMe } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { ConfirmTyped } from '@/ui/confirm/ConfirmTyped'
import { CopyButton, EmptyState, useFail } from '@/ui/Feedback'
import { dayEnd, listed } from '@/ui/format'
import { Badge, Card, PageHead, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { useSaveFailed } from '@/ui/save'
import { isNetwork, networksOf } from './networks'
import { useApiKeys, useCreateApiKey, useDeleteApiKey } from './queries'

const SCOPES_SHOWN = 4

type Values = { name: string; scopes: string[]; expires?: string; addresses?: string }

function NewKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const word = useWord()
  const me = useMe()
  const failed = useSaveFailed()
  const create = useCreateApiKey()
  const [form] = Form.useForm<Values>()
  const submit = ({ name, scopes, expires, addresses }: Values) =>
    create.mutate(
      {
        name,
        scopes,
        expires_at: expires ? dayEnd(expires) : null,
        addresses: networksOf(addresses ?? ''),
      },
      { onError: (e) => failed(e, form) },
    )
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
        <Form form={form} layout="vertical" onFinish={submit}>
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
          <div className="cols two">
            <Form.Item name="expires" label={t('access.expires')} extra={t('access.expiresHint')}>
              <Input type="date" min={new Date().toISOString().slice(0, 10)} />
            </Form.Item>
            <Form.Item
              name="addresses"
              label={t('access.keyNetworks')}
              extra={t('access.keyNetworksHint')}
              rules={[
                {
                  validator: (_, text?: string) => {
                    const bad = networksOf(text ?? '').find((line) => !isNetwork(line))
                    return bad ? Promise.reject(new Error(t('access.badNetwork', { text: bad }))) : Promise.resolve()
                  },
                },
              ]}
            >
              <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} className="mono" placeholder="203.0.113.7" />
            </Form.Item>
          </div>
        </Form>
      )}
    </Modal>
  )
}

export default function ApiKeysPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const fail = useFail()
  const keys = useApiKeys()
  const remove = useDeleteApiKey()
  const isViewing = useIsViewing()
  const [creating, setCreating] = useState(false)
  const [ending, setEnding] = useState<Schemas['ApiKey'] | null>(null)
  const create = !isViewing && (
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
                <span className="row" style={{ gap: 4, maxWidth: 300 }}>
                  {k.scopes.slice(0, SCOPES_SHOWN).map((s) => (
                    <Tag key={s} style={{ margin: 0 }}>
                      {word('permission', s)}
                    </Tag>
                  ))}
                  {k.scopes.length > SCOPES_SHOWN && (
                    <span
                      className="muted"
                      title={listed(
                        k.scopes.map((s) => word('permission', s)),
                        lang,
                      )}
                    >
                      {t('access.andMore', { n: k.scopes.length - SCOPES_SHOWN })}
                    </span>
                  )}
                </span>
              ),
            },
            {
              title: t('access.expires'),
              render: (_, k) => {
                if (!k.expires_at) return <span className="muted">{t('access.never')}</span>
                const isOver = Date.parse(k.expires_at) < Date.now()
                return isOver ? <Badge tone="bad">{t('access.expired')}</Badge> : <Time at={k.expires_at} />
              },
            },
            {
              title: t('access.keyNetworks'),
              render: (_, k) =>
                k.addresses.length > 0 ? (
                  <span className="mono">{k.addresses.join(', ')}</span>
                ) : (
                  <span className="muted">{t('access.everywhere')}</span>
                ),
            },
            { title: t('org.lastUsed'), render: (_, k) => <Time at={k.last_used_at} /> },
            { title: t('org.createdAt'), render: (_, k) => <Time at={k.created_at} /> },
            {
              title: t('common.actions'),
              render: (_, k) =>
                !isViewing && (
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

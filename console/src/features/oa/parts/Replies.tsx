import { MessageOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Table } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { int, listed } from '@/ui/format'
import { Badge, Card } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { type Reply, useDeleteReply, useReplies } from '../queries'

const ReplyDialog = lazy(() => import('./ReplyDialog'))

export default function Replies({ account }: { account: string }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const lang = useLang()
  const can = useCan()
  const fail = useFail()
  const list = useReplies(account)
  const remove = useDeleteReply()
  const [editing, setEditing] = useState<Reply | 'new' | null>(null)
  const writable = can('oa.write')
  const ask = (reply: Reply) =>
    modal.confirm({
      title: `${t('common.delete')} · ${reply.name}`,
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: () => remove.mutateAsync(reply).catch(fail),
    })
  const add = writable && (
    <Button type="primary" icon={<PlusOutlined />} data-create onClick={() => setEditing('new')}>
      {t('oa.newReply')}
    </Button>
  )
  return (
    <>
      <div className="row end">{list.data && list.data.items.length > 0 && add}</div>
      <Card flush>
        <Await query={list}>
          {list.data?.items.length === 0 ? (
            <EmptyState icon={<MessageOutlined />} title={t('oa.noReply')} hint={t('oa.noReplyHint')} action={add} />
          ) : (
            <Table
              aria-label={t('oa.tab_replies')}
              rowKey="id"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={list.data?.items}
              columns={[
                { title: t('oa.name'), dataIndex: 'name' },
                { title: t('oa.occasion'), render: (_, r) => t(`oa.on_${r.occasion}`) },
                { title: t('oa.keywords'), render: (_, r) => listed(r.keywords, lang) || '—' },
                {
                  title: t('oa.content'),
                  render: (_, r) => (
                    <span className="ellipsis" style={{ maxWidth: 280, display: 'inline-block' }}>
                      {r.messages.map((m) => m.text || t(`oa.part_${m.kind}`)).join(' / ')}
                    </span>
                  ),
                },
                {
                  title: t('common.state'),
                  render: (_, r) => (
                    <Badge tone={r.is_on ? 'good' : 'off'}>{t(r.is_on ? 'common.enabled' : 'common.disabled')}</Badge>
                  ),
                },
                { title: t('oa.hits'), align: 'right', className: 'num', render: (_, r) => int(r.hit_count, lang) },
                {
                  title: t('common.actions'),
                  render: (_, r) =>
                    writable && (
                      <span className="row">
                        <Button size="small" onClick={() => setEditing(r)}>
                          {t('common.edit')}
                        </Button>
                        <Button size="small" danger onClick={() => ask(r)}>
                          {t('common.delete')}
                        </Button>
                      </span>
                    ),
                },
              ]}
            />
          )}
        </Await>
      </Card>
      <Suspense>
        {editing && (
          <ReplyDialog
            account={account}
            reply={editing === 'new' ? undefined : editing}
            onClose={() => setEditing(null)}
          />
        )}
      </Suspense>
    </>
  )
}

import { PlusOutlined, QrcodeOutlined } from '@ant-design/icons'
import { App, Button, Table } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText, useLang } from '@/i18n'
import { useCodeNames } from '@/pickers/code/queries'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, Time, type Tone } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { type Qr, useQrs, useRenewQr } from '../queries'
import { QrPicture } from './QrPicture'

const QrDialog = lazy(() => import('./QrDialog'))

const TONES: Record<Qr['state'], Tone> = { making: 'busy', ready: 'good', failed: 'bad' }
const isOver = (qr: Qr) => Boolean(qr.expires_at && new Date(qr.expires_at) < new Date())

export default function Codes({ account }: { account: string }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const lang = useLang()
  const can = useCan()
  const fail = useFail()
  const list = useQrs(account)
  const codeName = useCodeNames()
  const renew = useRenewQr()
  const [editing, setEditing] = useState<Qr | 'new' | null>(null)
  const writable = can('oa.write')
  const show = (qr: Qr) =>
    modal.info({
      title: qr.name,
      icon: null,
      content: <QrPicture name={qr.name} link={qr.url} />,
      okText: t('common.close'),
    })
  const add = writable && (
    <Button type="primary" icon={<PlusOutlined />} data-create onClick={() => setEditing('new')}>
      {t('oa.newQr')}
    </Button>
  )
  return (
    <>
      <div className="row end">{list.data && list.data.items.length > 0 && add}</div>
      <Card flush>
        <Await query={list}>
          {list.data?.items.length === 0 ? (
            <EmptyState icon={<QrcodeOutlined />} title={t('oa.noQr')} hint={t('oa.noQrHint')} action={add} />
          ) : (
            <Table
              aria-label={t('oa.tab_codes')}
              rowKey="id"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={list.data?.items}
              columns={[
                { title: t('oa.name'), dataIndex: 'name' },
                { title: t('oa.kind'), render: (_, q) => t(q.is_permanent ? 'oa.permanent' : 'oa.temporary') },
                {
                  title: t('common.state'),
                  render: (_, q) => (
                    <Badge
                      tone={isOver(q) ? 'off' : TONES[q.state]}
                      title={q.reason ? reasonText(q.reason) : undefined}
                    >
                      {isOver(q) ? t('oa.expired') : t(`oa.qr_${q.state}`)}
                    </Badge>
                  ),
                },
                { title: t('oa.expires'), render: (_, q) => <Time at={q.expires_at} /> },
                {
                  title: t('oa.code'),
                  render: (_, q) => codeName(q.channel_code_id) ?? '—',
                },
                { title: t('oa.scans'), align: 'right', className: 'num', render: (_, q) => int(q.scan_count, lang) },
                {
                  title: t('oa.follows'),
                  align: 'right',
                  className: 'num',
                  render: (_, q) => int(q.follow_count, lang),
                },
                { title: t('oa.adds'), align: 'right', className: 'num', render: (_, q) => int(q.add_count, lang) },
                {
                  title: t('common.actions'),
                  render: (_, q) => (
                    <span className="row">
                      {q.url && !isOver(q) && (
                        <Button size="small" onClick={() => show(q)}>
                          {t('oa.show')}
                        </Button>
                      )}
                      {writable && (
                        <Button size="small" onClick={() => setEditing(q)}>
                          {t('common.edit')}
                        </Button>
                      )}
                      {writable && (q.state === 'failed' || isOver(q)) && (
                        <Button size="small" onClick={() => renew.mutate(q.id, { onError: fail })}>
                          {t('oa.renew')}
                        </Button>
                      )}
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
          <QrDialog account={account} qr={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />
        )}
      </Suspense>
    </>
  )
}

import { PlusOutlined, ShopOutlined } from '@ant-design/icons'
import { Button, Table } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useWord } from '@/i18n'
import { Await, EmptyState } from '@/ui/Feedback'
import { Badge, Card, PageHead, Time } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { GoLink, useGo } from '@/ui/url'
import { ShopHealth } from './parts/ShopHealth'
import { useShops } from './queries'

const Connect = lazy(() => import('./parts/Connect'))

export default function ShopsPage() {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const go = useGo()
  const list = useShops()
  const [connecting, setConnecting] = useState(false)
  const button = can('shop.write') && (
    <Button type="primary" icon={<PlusOutlined />} data-create onClick={() => setConnecting(true)}>
      {t('shop.connect')}
    </Button>
  )
  return (
    <div className="page">
      <PageHead title={t('nav.shops')} sub={t('shop.shopsSub')} extra={button} />
      <Card flush>
        <Await query={list}>
          {list.data?.items.length === 0 ? (
            <EmptyState
              icon={<ShopOutlined />}
              title={t('shop.noShops')}
              hint={t('shop.noShopsHint')}
              action={button}
            />
          ) : (
            <Table
              aria-label={t('nav.shops')}
              rowKey="id"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={list.data?.items}
              rowClassName="click"
              onRow={(s) => ({
                onClick: (e) => {
                  if (!(e.target as HTMLElement).closest('a,button')) go(`/settings/shops/${s.id}`)
                },
              })}
              columns={[
                {
                  title: t('common.name'),
                  render: (_, s) => <GoLink to={`/settings/shops/${s.id}`}>{s.name}</GoLink>,
                },
                { title: t('shop.platform'), render: (_, s) => word('shop_platform', s.platform) },
                { title: t('shop.shopNo'), render: (_, s) => <span className="mono">{s.shop_no}</span> },
                { title: t('shop.health'), render: (_, s) => <ShopHealth shop={s} /> },
                {
                  title: t('shop.freshAt'),
                  render: (_, s) =>
                    s.can_pull ? <Time at={s.fresh_at} relative /> : <Time at={s.last_push_at} relative />,
                },
                {
                  title: t('shop.waiting'),
                  render: (_, s) =>
                    s.failed_count > 0 ? (
                      <Badge tone="bad">{t('shop.failedCount', { n: s.failed_count })}</Badge>
                    ) : s.waiting_count > 0 ? (
                      <Badge tone="busy">{t('shop.waitingCount', { n: s.waiting_count })}</Badge>
                    ) : (
                      <span className="muted">—</span>
                    ),
                },
              ]}
            />
          )}
        </Await>
      </Card>
      <Suspense fallback={null}>{connecting && <Connect onClose={() => setConnecting(false)} />}</Suspense>
    </div>
  )
}

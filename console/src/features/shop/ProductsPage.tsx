import { ShopOutlined } from '@ant-design/icons'
import { Drawer, Input, Select, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { Await, EmptyState } from '@/ui/Feedback'
import { int, price } from '@/ui/format'
import { Badge, Card, PageHead, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { GoLink, useFilters } from '@/ui/url'
import { useProduct, useProducts, useShopNames, useShops } from './queries'

const STATES = ['on_sale', 'off_sale', 'deleted'] as const

export default function ProductsPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const names = useShopNames()
  const [filters, setFilters, clear] = useFilters()
  const { q, state, shop_id } = filters
  const can = useCan()
  const shops = useShops(can('shop.read'))
  const list = useProducts({ q, state, shop_id })
  const [shown, setShown] = useState<string | undefined>()
  const one = useProduct(shown)
  return (
    <div className="page">
      <PageHead title={t('nav.products')} sub={t('shop.productsSub')} />
      <div className="filters">
        <span data-search>
          <Input.Search
            aria-label={t('shop.findProduct')}
            placeholder={t('shop.findProduct')}
            allowClear
            defaultValue={q}
            onSearch={(v) => setFilters({ q: v.trim() })}
          />
        </span>
        <Select
          aria-label={t('common.state')}
          placeholder={t('common.state')}
          allowClear
          value={state}
          onChange={(v) => setFilters({ state: v })}
          options={STATES.map((s) => ({ value: s, label: word('product_state', s) }))}
          style={{ minWidth: 120 }}
        />
        {can('shop.read') && (
          <Select
            aria-label={t('shop.shop')}
            placeholder={t('shop.shop')}
            allowClear
            value={shop_id}
            onChange={(v) => setFilters({ shop_id: v })}
            options={shops.data?.items.map((s) => ({ value: s.id, label: s.name }))}
            style={{ minWidth: 160 }}
          />
        )}
      </div>
      <Card flush>
        <PagedTable
          label={t('nav.products')}
          list={list}
          rowKey="id"
          filtered={Boolean(q || state || shop_id)}
          onClear={clear}
          onOpen={(p) => setShown(p.id)}
          empty={
            <EmptyState
              icon={<ShopOutlined />}
              title={t('shop.noProducts')}
              hint={t('shop.noProductsHint')}
              action={can('shop.read') && <GoLink to="/settings/shops">{t('nav.shops')}</GoLink>}
            />
          }
          columns={[
            {
              title: t('shop.product'),
              render: (_, p) => (
                <span className="stack tight" style={{ gap: 0 }}>
                  {p.title}
                  <small className="muted mono">{p.product_no}</small>
                </span>
              ),
            },
            { title: t('shop.shop'), render: (_, p) => names.get(p.shop_id) ?? <span className="muted">—</span> },
            {
              title: t('common.state'),
              render: (_, p) => (
                <Badge tone={p.state === 'on_sale' ? 'good' : 'off'}>{word('product_state', p.state)}</Badge>
              ),
            },
            {
              title: t('shop.price'),
              align: 'right',
              className: 'num',
              render: (_, p) => price(p.price_fen, lang),
            },
            {
              title: t('shop.stock'),
              align: 'right',
              className: 'num',
              render: (_, p) => (p.sku_count ? int(p.stock, lang) : <span className="muted">—</span>),
            },
            { title: t('shop.toldAt'), render: (_, p) => <Time at={p.told_at} /> },
          ]}
        />
      </Card>
      <Drawer open={shown !== undefined} onClose={() => setShown(undefined)} size={520} title={one.data?.title}>
        <Await query={one}>
          <Table
            aria-label={t('shop.skus')}
            size="middle"
            rowKey="id"
            pagination={false}
            dataSource={one.data?.skus}
            columns={[
              { title: t('shop.sku'), render: (_, s) => s.title || <span className="mono">{s.sku_no}</span> },
              {
                title: t('shop.price'),
                align: 'right',
                className: 'num',
                render: (_, s) => price(s.price_fen, lang),
              },
              { title: t('shop.stock'), align: 'right', className: 'num', render: (_, s) => int(s.stock, lang) },
            ]}
          />
        </Await>
      </Drawer>
    </div>
  )
}

import { ShoppingOutlined } from '@ant-design/icons'
import { Input, Select, Switch } from 'antd'
import dayjs from 'dayjs'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useWord } from '@/i18n'
import { EmptyState } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { GoLink, useFilters } from '@/ui/url'
import { OrderTable } from './parts/OrderTable'
import { useShops } from './queries'
import { ORDER_TONES } from './tones'

const DayRange = lazy(() => import('./parts/DayRange'))

export default function OrdersPage() {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const [filters, setFilters, clear] = useFilters()
  const { shop_id, customer_id, state, order_no, with_refund, from, to } = filters
  const shops = useShops(can('shop.read'))
  const query = {
    shop_id,
    customer_id,
    state,
    order_no,
    with_refund,
    from: from && dayjs(from).startOf('day').format(),
    to: to && dayjs(to).add(1, 'day').startOf('day').format(),
  }
  const isFiltered = Object.values(filters).some(Boolean)
  return (
    <div className="page">
      <PageHead title={t('nav.orders')} sub={t('shop.ordersSub')} />
      <div className="filters">
        <span data-search>
          <Input.Search
            aria-label={t('shop.orderNo')}
            placeholder={t('shop.orderNo')}
            allowClear
            defaultValue={order_no}
            onSearch={(v) => setFilters({ order_no: v.trim() })}
          />
        </span>
        <Select
          aria-label={t('shop.state')}
          placeholder={t('shop.state')}
          allowClear
          value={state}
          onChange={(v) => setFilters({ state: v })}
          options={Object.keys(ORDER_TONES).map((s) => ({ value: s, label: word('order_state', s) }))}
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
        <Suspense fallback={null}>
          <DayRange from={from} to={to} onChange={setFilters} />
        </Suspense>
        <span className="row" style={{ gap: 6 }}>
          <Switch
            size="small"
            aria-label={t('shop.withRefund')}
            checked={with_refund === 'true'}
            onChange={(on) => setFilters({ with_refund: on ? 'true' : undefined })}
          />
          {t('shop.withRefund')}
        </span>
      </div>
      <Card flush>
        <OrderTable
          query={query}
          filtered={isFiltered}
          onClear={clear}
          empty={
            <EmptyState
              icon={<ShoppingOutlined />}
              title={t('shop.noOrders')}
              hint={t('shop.noOrdersHint')}
              action={can('shop.read') && <GoLink to="/settings/shops">{t('nav.shops')}</GoLink>}
            />
          }
        />
      </Card>
    </div>
  )
}

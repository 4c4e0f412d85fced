import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang, useWord } from '@/i18n'
import { money } from '@/ui/format'
import { Badge, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { GoLink, useGo } from '@/ui/url'
import { type OrderQuery, useOrders, useShopNames } from '../queries'
import { ORDER_TONES } from '../tones'

type Props = { query: OrderQuery; filtered: boolean; onClear: () => void; empty: ReactNode }

export function OrderTable({ query, filtered, onClear, empty }: Props) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const go = useGo()
  const names = useShopNames()
  const list = useOrders(query)
  return (
    <PagedTable
      label={t('nav.orders')}
      list={list}
      rowKey="id"
      filtered={filtered}
      onClear={onClear}
      onOpen={(o, page) => (page ? window.open(`/orders/${o.id}`, '_blank') : go(`/orders/${o.id}`))}
      empty={empty}
      columns={[
        {
          title: t('shop.orderNo'),
          render: (_, o) => (
            <span className="stack tight" style={{ gap: 0 }}>
              <GoLink to={`/orders/${o.id}`} className="linklike mono">
                {o.order_no}
              </GoLink>
              {names.get(o.shop_id) && <small className="muted">{names.get(o.shop_id)}</small>}
            </span>
          ),
        },
        {
          title: t('shop.goods'),
          render: (_, o) =>
            o.title ? (
              <span title={o.title}>
                {o.title.length > 24 ? `${o.title.slice(0, 24)}…` : o.title}
                <span className="muted num"> ×{o.quantity}</span>
              </span>
            ) : (
              <span className="muted">—</span>
            ),
        },
        {
          title: t('shop.buyer'),
          render: (_, o) =>
            o.customer_id ? (
              <GoLink to={`/customers/${o.customer_id}`}>{o.customer_name || o.buyer_name || t('shop.noName')}</GoLink>
            ) : (
              <span className="muted">{o.buyer_name || '—'}</span>
            ),
        },
        {
          title: t('shop.state'),
          render: (_, o) => (
            <span className="row" style={{ gap: 4 }}>
              <Badge tone={ORDER_TONES[o.state]}>{word('order_state', o.state)}</Badge>
              {o.is_split && <Badge tone="off">{t('shop.split')}</Badge>}
              {o.refunding_fen > 0 && <Badge tone="warn">{t('shop.refunding')}</Badge>}
            </span>
          ),
        },
        {
          title: t('shop.paid'),
          align: 'right',
          className: 'num nowrap',
          render: (_, o) => money(o.paid_fen, o.currency, lang),
        },
        {
          title: t('shop.refunded'),
          align: 'right',
          className: 'num nowrap',
          render: (_, o) =>
            o.refunded_fen ? `−${money(o.refunded_fen, o.currency, lang)}` : <span className="muted">—</span>,
        },
        { title: t('shop.createdAt'), render: (_, o) => <Time at={o.created_at} /> },
      ]}
    />
  )
}

import { useTranslation } from 'react-i18next'
import { useLang, useWord } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { dateOnly, money } from '@/ui/format'
import { Badge } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { useOrders, useTotals } from '../queries'
import { ORDER_TONES } from '../tones'

/** What a customer bought, was given back, and the newest orders. */
export default function OrdersOf({ id }: { id: string }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const totals = useTotals(id)
  const orders = useOrders({ customer_id: id, limit: 5 })
  const sums = totals.data?.items ?? []
  return (
    <Await query={totals} rows={2}>
      {sums.length === 0 ? (
        <span className="muted">{t('shop.noneOfCustomer')}</span>
      ) : (
        <div className="stack tight">
          {sums.map((s) => (
            <div key={s.currency} className="stack tight" style={{ gap: 0 }}>
              <b className="num">{t('shop.totals', { n: s.orders, net: money(s.net_fen, s.currency, lang) })}</b>
              {s.refunds > 0 && (
                <small className="muted num">
                  {t('shop.totalsRefund', { n: s.refunds, sum: money(s.refunded_fen, s.currency, lang) })}
                </small>
              )}
            </div>
          ))}
          <ul className="feed">
            {orders.rows.map((o) => (
              <li key={o.id}>
                <div className="grow stack tight" style={{ gap: 0, minWidth: 0 }}>
                  <span className="row" style={{ gap: 6 }}>
                    <GoLink to={`/orders/${o.id}`}>{o.title || o.order_no}</GoLink>
                    <Badge tone={ORDER_TONES[o.state]}>{word('order_state', o.state)}</Badge>
                  </span>
                  <small className="muted num">
                    {dateOnly(o.created_at)} · {money(o.paid_fen, o.currency, lang)}
                    {o.refunded_fen > 0 && ` · −${money(o.refunded_fen, o.currency, lang)}`}
                  </small>
                </div>
              </li>
            ))}
          </ul>
          <GoLink to={`/orders?customer_id=${id}`}>{t('shop.allOrders')}</GoLink>
        </div>
      )}
    </Await>
  )
}

import { useParams } from '@tanstack/react-router'
import { Timeline } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLang, useWord } from '@/i18n'
import { useSentence } from '@/pickers/useSentence'
import { Await, CopyButton } from '@/ui/Feedback'
import { int, money } from '@/ui/format'
import { Badge, Card, Facts, Figure, PageHead, Time } from '@/ui/Page'
import { GoLink, useBack } from '@/ui/url'
import { PartTable } from './parts/PartTable'
import { useOrder, useShopNames } from './queries'
import { ORDER_TONES, REFUND_TONES } from './tones'

export default function OrderPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const sentence = useSentence()
  const back = useBack('/orders')
  const names = useShopNames()
  const { id } = useParams({ strict: false }) as { id: string }
  const view = useOrder(id)
  const v = view.data
  const o = v?.order
  const fen = (amount: number) => money(amount, o?.currency ?? 'CNY', lang)
  return (
    <div className="page">
      <PageHead
        title={o ? t('shop.orderTitle', { no: o.order_no }) : t('nav.orders')}
        sub={
          o && (
            <span className="row" style={{ gap: 4 }}>
              <Badge tone={ORDER_TONES[o.state]}>{word('order_state', o.state)}</Badge>
              {o.is_split && <Badge tone="off">{t('shop.splitHint')}</Badge>}
            </span>
          )
        }
        {...back}
      />
      <Await query={view} back="/orders">
        {v && o && (
          <div className="stack">
            <Card>
              <div className="figures">
                <Figure label={t('shop.payable')} value={fen(o.payable_fen)} />
                <Figure label={t('shop.paid')} value={fen(o.paid_fen)} tone={o.paid_fen > 0 ? 'good' : undefined} />
                <Figure
                  label={t('shop.refunded')}
                  value={fen(o.refunded_fen)}
                  note={o.refunding_fen > 0 ? t('shop.refundingSum', { sum: fen(o.refunding_fen) }) : undefined}
                  tone={o.refunded_fen > 0 ? 'bad' : undefined}
                />
                <Figure label={t('shop.net')} value={fen(o.paid_fen - o.refunded_fen)} />
              </div>
            </Card>
            <div className="cols two">
              <Card title={t('shop.facts')}>
                <Facts
                  items={[
                    [
                      t('shop.buyer'),
                      o.customer_id ? (
                        <GoLink key="b" to={`/customers/${o.customer_id}`}>
                          {o.customer_name || o.buyer_name || t('shop.noName')}
                        </GoLink>
                      ) : (
                        o.buyer_name || '—'
                      ),
                    ],
                    [
                      t('shop.orderNo'),
                      <span key="n" className="row mono" style={{ gap: 2 }}>
                        {o.order_no}
                        <CopyButton text={o.order_no} name={t('shop.orderNo')} />
                      </span>,
                    ],
                    [t('shop.shop'), names.get(o.shop_id) ?? '—'],
                    ...(o.parent_no ? [[t('shop.parent'), o.parent_no] as [string, string]] : []),
                    [t('shop.region'), o.region || '—'],
                    [t('shop.createdAt'), <Time key="c" at={o.created_at} />],
                    [t('shop.paidAt'), <Time key="p" at={o.paid_at} />],
                    [t('shop.shippedAt'), <Time key="s" at={o.shipped_at} />],
                    [t('shop.finishedAt'), <Time key="f" at={o.finished_at} />],
                    [t('shop.closedAt'), <Time key="x" at={o.closed_at} />],
                    [t('shop.total'), fen(o.total_fen)],
                    [t('shop.post'), fen(o.post_fen)],
                    [t('shop.discount'), fen(o.discount_fen)],
                  ]}
                />
              </Card>
              <Card title={t('shop.timeline')}>
                <Timeline
                  items={[...v.events].reverse().map((e) => ({
                    content: (
                      <span className="stack tight" style={{ gap: 0 }}>
                        <span>{sentence(e)}</span>
                        <small className="muted">
                          <Time at={e.occurred_at} />
                        </small>
                      </span>
                    ),
                  }))}
                />
              </Card>
            </div>
            <PartTable
              title={t('shop.lines')}
              rows={v.lines}
              columns={[
                {
                  title: t('shop.product'),
                  render: (_, l) => (
                    <span className="stack tight" style={{ gap: 0 }}>
                      {l.title || l.product_no || '—'}
                      <small className="muted mono">
                        {[l.product_no, l.sku_no !== l.product_no && l.sku_no, l.sku_title].filter(Boolean).join(' · ')}
                      </small>
                    </span>
                  ),
                },
                {
                  title: t('shop.price'),
                  align: 'right',
                  className: 'num',
                  render: (_, l) => fen(l.price_fen),
                },
                {
                  title: t('shop.quantity'),
                  align: 'right',
                  className: 'num',
                  render: (_, l) => int(l.quantity, lang),
                },
                { title: t('shop.amount'), align: 'right', className: 'num', render: (_, l) => fen(l.amount_fen) },
              ]}
            />
            <div className="cols two">
              <PartTable
                title={t('shop.payments')}
                rows={v.payments}
                columns={[
                  { title: t('shop.paymentNo'), render: (_, p) => <span className="mono">{p.payment_no}</span> },
                  { title: t('shop.method'), render: (_, p) => p.method || <span className="muted">—</span> },
                  { title: t('shop.amount'), align: 'right', className: 'num', render: (_, p) => fen(p.amount_fen) },
                  { title: t('shop.paidAt'), render: (_, p) => <Time at={p.paid_at} /> },
                ]}
              />
              <PartTable
                title={t('shop.shipments')}
                rows={v.shipments}
                columns={[
                  { title: t('shop.waybill'), render: (_, s) => <span className="mono">{s.shipment_no}</span> },
                  { title: t('shop.carrier'), render: (_, s) => s.carrier || <span className="muted">—</span> },
                  { title: t('shop.shippedAt'), render: (_, s) => <Time at={s.shipped_at} /> },
                  { title: t('shop.signedAt'), render: (_, s) => <Time at={s.signed_at} /> },
                ]}
              />
            </div>
            <PartTable
              title={t('shop.refunds')}
              rows={v.refunds}
              columns={[
                { title: t('shop.refundNo'), render: (_, r) => <span className="mono">{r.refund_no}</span> },
                {
                  title: t('common.state'),
                  render: (_, r) => <Badge tone={REFUND_TONES[r.state]}>{word('refund_state', r.state)}</Badge>,
                },
                { title: t('shop.amount'), align: 'right', className: 'num', render: (_, r) => fen(r.amount_fen) },
                {
                  title: t('shop.withGoods'),
                  render: (_, r) => (r.with_goods ? t('common.yes') : t('common.no')),
                },
                { title: t('shop.reason'), render: (_, r) => r.reason || <span className="muted">—</span> },
                { title: t('shop.openedAt'), render: (_, r) => <Time at={r.opened_at} /> },
                { title: t('shop.endedAt'), render: (_, r) => <Time at={r.ended_at} /> },
              ]}
            />
          </div>
        )}
      </Await>
    </div>
  )
}

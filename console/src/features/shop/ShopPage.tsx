import { useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useWord } from '@/i18n'
import { ConfirmTyped } from '@/ui/confirm/ConfirmTyped'
import { Await, useFail } from '@/ui/Feedback'
import { Card, Facts, PageHead, Time } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { GoLink, useBack, useGo } from '@/ui/url'
import { CallbackKeys } from './parts/CallbackKeys'
import { ProductsOff } from './parts/ProductsOff'
import { PushTable } from './parts/PushTable'
import { ShopHealth } from './parts/ShopHealth'
import { type Shop, useCheckShop, useDeleteShop, useSaveShop, useShop } from './queries'

const Edit = lazy(() => import('./parts/Edit'))
const Pull = lazy(() => import('./parts/Pull'))

function Body({ shop: s }: { shop: Shop }) {
  const { t } = useTranslation()
  const word = useWord()
  return (
    <div className="stack">
      <ProductsOff shop={s} />
      <div className="cols two">
        <Card title={t('shop.overview')}>
          <Facts
            items={[
              [t('shop.health'), <ShopHealth key="h" shop={s} />],
              ...(s.health_detail ? [[t('shop.platformSaid'), s.health_detail] as [string, string]] : []),
              [t('shop.platform'), word('shop_platform', s.platform)],
              [
                t('shop.shopNo'),
                <span key="n" className="mono">
                  {s.shop_no}
                </span>,
              ],
              ...(s.can_pull
                ? ([
                    [t('shop.freshAt'), <Time key="f" at={s.fresh_at} relative />],
                    [t('shop.lastPull'), <Time key="p" at={s.last_pull_at} />],
                    [t('shop.productsAt'), <Time key="g" at={s.products_until} relative />],
                    [t('shop.pullEvery'), s.pull_minutes ? t('shop.minutes', { n: s.pull_minutes }) : t('shop.never')],
                    [
                      t('shop.staleAfter'),
                      s.stale_minutes ? t('shop.minutes', { n: s.stale_minutes }) : t('shop.never'),
                    ],
                  ] as [string, ReactNode][])
                : []),
              ...(s.can_push
                ? ([[t('shop.lastPush'), <Time key="l" at={s.last_push_at} />]] as [string, ReactNode][])
                : []),
            ]}
          />
          <div className="row" style={{ gap: '4px 20px', marginTop: 10 }}>
            <GoLink to={`/orders?shop_id=${s.id}`}>{t('shop.ordersOf')}</GoLink>
            <GoLink to={`/products?shop_id=${s.id}`}>{t('shop.productsOf')}</GoLink>
          </div>
        </Card>
        <Card title={t('shop.callbacks')}>
          <CallbackKeys shop={s} />
        </Card>
      </div>
      {s.can_push && (
        <>
          <h2>{t('shop.pushes')}</h2>
          <PushTable shopId={s.id} />
        </>
      )}
    </div>
  )
}

export default function ShopPage() {
  const { t } = useTranslation()
  const can = useCan()
  const go = useGo()
  const fail = useFail()
  const { message } = App.useApp()
  const back = useBack('/settings/shops')
  const { id } = useParams({ strict: false }) as { id: string }
  const shop = useShop(id)
  const s = shop.data
  const check = useCheckShop()
  const save = useSaveShop()
  const remove = useDeleteShop()
  const [open, setOpen] = useState<'edit' | 'pull' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const tested = (after: Shop) => {
    if (after.health === 'good') void message.success(t('shop.works'))
    else void message.error(t('shop.worksNot'))
  }
  return (
    <div className="page">
      <PageHead
        title={s?.name ?? t('nav.shops')}
        {...back}
        extra={
          s &&
          can('shop.write') && (
            <>
              {s.can_pull && (
                <>
                  <Button
                    loading={check.isPending}
                    onClick={() => check.mutate(s.id, { onSuccess: tested, onError: fail })}
                  >
                    {t('shop.check')}
                  </Button>
                  <Button onClick={() => setOpen('pull')}>{t('shop.pull')}</Button>
                </>
              )}
              <Button
                loading={save.isPending}
                onClick={() =>
                  save.mutate(
                    { id: s.id, revision: s.revision, state: s.state === 'active' ? 'paused' : 'active' },
                    { onError: fail },
                  )
                }
              >
                {t(s.state === 'active' ? 'shop.pause' : 'shop.resume')}
              </Button>
              <Button onClick={() => setOpen('edit')}>{t('common.edit')}</Button>
              <Button danger onClick={() => setOpen('delete')}>
                {t('shop.disconnect')}
              </Button>
            </>
          )
        }
      />
      <Await query={shop} back="/settings/shops">
        {s && <Body shop={s} />}
      </Await>
      <Suspense fallback={null}>
        {s && open === 'edit' && <Edit shop={s} onClose={close} onConflict={() => void shop.refetch()} />}
        {s && open === 'pull' && <Pull shop={s} onClose={close} />}
      </Suspense>
      <ConfirmTyped
        open={open === 'delete'}
        title={t('shop.disconnectTitle', { name: s?.name ?? '' })}
        text={t('shop.disconnectText')}
        word={s?.name ?? ''}
        action={t('shop.disconnect')}
        busy={remove.isPending}
        onClose={close}
        onConfirm={() => s && remove.mutate(s, { onSuccess: () => go('/settings/shops'), onError: fail })}
      />
    </div>
  )
}

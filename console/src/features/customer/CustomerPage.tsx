import { useParams } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Await, Loading } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useBack, useFilters, useReplace } from '@/ui/url'
import { usePhone } from '@/ui/usePhone'
import { FactsPanel } from './detail/FactsPanel'
import { Head } from './detail/Head'
import { Identities } from './detail/Identities'
import { Neighbours } from './detail/Neighbours'
import { Notes } from './detail/Notes'
import { Relations } from './detail/Relations'
import { TagsPanel } from './detail/TagsPanel'
import { Timeline } from './detail/Timeline'
import { CustomerTabs } from './parts/CustomerTabs'
import { Groups, useSeesGroups } from './parts/Groups'
import { KnownLazy } from './parts/KnownLazy'
import { Orders, useSeesOrders } from './parts/Orders'
import { type Customer, useCustomer } from './queries'

const FanCard = lazy(() => import('./fan/FanCard'))
const WhyOne = lazy(() => import('./identity/WhyOne'))
const ConsentPanel = lazy(() => import('./privacy/ConsentPanel'))
const DataPanel = lazy(() => import('./privacy/DataPanel'))
const Thread = lazy(() => import('./thread/Thread'))
const FoldedRemark = lazy(async () => ({ default: (await import('./identity/WhyOne')).FoldedRemark }))

/** What happened, or what was said. */
function History({ customer: c }: { customer: Customer }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<'timeline' | 'thread'>('timeline')
  return (
    <Card
      title={
        <Segmented
          value={shown}
          onChange={setShown}
          options={[
            { value: 'timeline', label: t('customer.timeline') },
            { value: 'thread', label: t('customer.thread') },
          ]}
        />
      }
    >
      {/* A note half written is still there when one comes back. */}
      <div hidden={shown !== 'timeline'}>
        <div className="stack">
          <Notes id={c.id} />
          <Timeline customer={c} />
        </div>
      </div>
      {shown === 'thread' && (
        <Suspense fallback={<Loading rows={3} />}>
          <Thread customer={c} />
        </Suspense>
      )}
    </Card>
  )
}

function Columns({ customer: c }: { customer: Customer }) {
  const { t } = useTranslation()
  const seesGroups = useSeesGroups()
  const seesOrders = useSeesOrders()
  return (
    <div className="customer-cols">
      <div className="stack">
        <FactsPanel customer={c} />
        <KnownLazy id={c.id} />
        <Identities customer={c} />
        <Suspense>
          <WhyOne customer={c} />
        </Suspense>
      </div>
      <div className="stack">
        <History customer={c} />
      </div>
      <div className="stack">
        <Card title={t('customer.tags')}>
          <TagsPanel customer={c} />
        </Card>
        {seesOrders && (
          <Card title={t('nav.orders')}>
            <Orders id={c.id} />
          </Card>
        )}
        <Card title={t('customer.relations')}>
          <Relations customer={c} />
        </Card>
        {seesGroups && (
          <Card title={t('customer.chats')}>
            <Groups id={c.id} />
          </Card>
        )}
        <Suspense>
          <FanCard id={c.id} />
          <ConsentPanel id={c.id} />
          <DataPanel id={c.id} />
        </Suspense>
      </div>
    </div>
  )
}

export default function CustomerPage() {
  const { t } = useTranslation()
  const back = useBack('/customers')
  const replace = useReplace()
  const isPhone = usePhone()
  const [filters] = useFilters()
  const { id } = useParams({ strict: false }) as { id: string }
  const customer = useCustomer(id)
  const c = customer.data
  return (
    <div className="page">
      <PageHead
        title={c?.name ?? t('common.customer')}
        {...back}
        extra={
          <Neighbours
            id={id}
            resultId={filters.result}
            onGo={(next) => replace(`/customers/${next}?result=${filters.result}`)}
          />
        }
      />
      <Await query={customer} back="/customers">
        {c && (
          <div className="stack" key={c.id}>
            <Suspense>{c.id !== id && <FoldedRemark id={id} />}</Suspense>
            <Card>
              <Head customer={c} />
              {isPhone && (
                <div style={{ marginTop: 10 }}>
                  <TagsPanel customer={c} />
                </div>
              )}
            </Card>
            {isPhone ? <CustomerTabs customer={c} /> : <Columns customer={c} />}
          </div>
        )}
      </Await>
    </div>
  )
}

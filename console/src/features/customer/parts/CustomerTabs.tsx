import { Tabs } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '@/ui/Feedback'
import { lazy } from '@/ui/page/lazy'
import { FactsPanel } from '../detail/FactsPanel'
import { Identities } from '../detail/Identities'
import { Notes } from '../detail/Notes'
import { Relations } from '../detail/Relations'
import { Timeline } from '../detail/Timeline'
import type { Customer } from '../queries'
import { Groups, useSeesGroups } from './Groups'
import { KnownLazy } from './KnownLazy'
import { Orders, useSeesOrders } from './Orders'

const FanCard = lazy(() => import('../fan/FanCard'))
const WhyOne = lazy(() => import('../identity/WhyOne'))
const ConsentPanel = lazy(() => import('../privacy/ConsentPanel'))
const DataPanel = lazy(() => import('../privacy/DataPanel'))
const Thread = lazy(() => import('../thread/Thread'))

/** Where there is no room for columns, in a drawer or on a phone: one thing at a time. */
export function CustomerTabs({ customer: c }: { customer: Customer }) {
  const { t } = useTranslation()
  const seesGroups = useSeesGroups()
  const seesOrders = useSeesOrders()
  return (
    <Tabs
      items={[
        {
          key: 'timeline',
          label: t('customer.timeline'),
          children: (
            <div className="stack">
              <Notes id={c.id} />
              <Timeline customer={c} />
            </div>
          ),
        },
        {
          key: 'thread',
          label: t('customer.thread'),
          children: (
            <Suspense fallback={<Loading rows={3} />}>
              <Thread customer={c} />
            </Suspense>
          ),
        },
        {
          key: 'facts',
          label: t('customer.facts'),
          children: (
            <div className="stack">
              <FactsPanel customer={c} />
              <KnownLazy id={c.id} />
              <Identities customer={c} />
              <Suspense fallback={<Loading rows={3} />}>
                <WhyOne customer={c} />
                <FanCard id={c.id} />
                <ConsentPanel id={c.id} />
                <DataPanel id={c.id} />
              </Suspense>
            </div>
          ),
        },
        ...(seesOrders ? [{ key: 'orders', label: t('nav.orders'), children: <Orders id={c.id} /> }] : []),
        { key: 'relations', label: t('customer.relations'), children: <Relations customer={c} /> },
        ...(seesGroups ? [{ key: 'groups', label: t('customer.chats'), children: <Groups id={c.id} /> }] : []),
      ]}
    />
  )
}

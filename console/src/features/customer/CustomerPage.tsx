import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Await } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { useGo } from '@/ui/url'
import { FactsPanel } from './parts/FactsPanel'
import { Head } from './parts/Head'
import { Relations } from './parts/Relations'
import { TagsPanel } from './parts/TagsPanel'
import { Timeline } from './parts/Timeline'
import { useCustomer } from './queries'

export default function CustomerPage() {
  const { t } = useTranslation()
  const go = useGo()
  const { id } = useParams({ strict: false }) as { id: string }
  const customer = useCustomer(id)
  const c = customer.data
  return (
    <div className="page">
      <PageHead title={c?.name ?? t('nav.customer')} onBack={() => go('/customers')} />
      <Await query={customer}>
        {c && (
          <>
            <Card>
              <Head customer={c} />
            </Card>
            <div className="cols main-side">
              <div className="stack">
                <Card title={t('customer.relations')}>
                  <Relations customer={c} />
                </Card>
                <Card title={t('customer.timeline')}>
                  <Timeline id={id} name={c.name} />
                </Card>
              </div>
              <div className="stack">
                <Card title={t('customer.tags')}>
                  <TagsPanel customer={c} />
                </Card>
                <FactsPanel customer={c} onConflict={() => void customer.refetch()} />
              </div>
            </div>
          </>
        )}
      </Await>
    </div>
  )
}

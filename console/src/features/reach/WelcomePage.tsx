import { PlusOutlined } from '@ant-design/icons'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Loading } from '@/ui/Feedback'
import { duration, int } from '@/ui/format'
import { Figure, PageHead } from '@/ui/Page'
import { LinkTabs } from '@/ui/page/LinkTabs'
import { lazy } from '@/ui/page/lazy'
import { GoButton } from '@/ui/url'
import { PolicyList } from './parts/PolicyList'
import { SentList } from './parts/SentList'
import { useWelcomeSummary } from './queries'

const Simulator = lazy(() => import('./parts/Simulator'))

export default function WelcomePage() {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const summary = useWelcomeSummary()
  const s = summary.data
  return (
    <div className="page">
      <PageHead
        title={t('nav.welcome')}
        extra={
          can('welcome.write') && (
            <GoButton type="primary" icon={<PlusOutlined />} data-create to="/welcome-policies/new">
              {t('reach.newPolicy')}
            </GoButton>
          )
        }
      />
      <div className="figures">
        <Figure label={t('reach.sentToday')} value={int(s?.sent_today, lang)} />
        <Figure
          label={t('reach.failedToday')}
          value={int(s?.failed_today, lang)}
          tone={s && s.failed_today > 0 ? 'bad' : undefined}
        />
        <Figure label={t('reach.p50')} value={duration(s?.p50_ms, lang)} note={t('reach.latencyNote')} />
        <Figure label={t('reach.p99')} value={duration(s?.p99_ms, lang)} note={t('reach.limitNote')} />
      </div>
      <LinkTabs
        label={t('nav.welcome')}
        items={[
          { key: 'policies', label: t('reach.policies'), children: <PolicyList /> },
          { key: 'sent', label: t('reach.records'), children: <SentList /> },
          {
            key: 'try',
            label: t('reach.simulate'),
            children: (
              <Suspense fallback={<Loading />}>
                <Simulator />
              </Suspense>
            ),
          },
        ]}
      />
    </div>
  )
}

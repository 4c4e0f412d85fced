import { CheckCircleFilled } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { Card } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { useFirstSteps, useFirstStepsHidden, useHideFirstSteps } from '../queries'

/** The first hour of a new brand, as the server knows it; gone once all steps are taken. */
export function Checklist() {
  const { t } = useTranslation()
  const can = useCan()
  const first = useFirstSteps()
  const hidden = useFirstStepsHidden()
  const hide = useHideFirstSteps()
  if (!can('connection.read') || !first.data || hidden.isPending) return null
  const s = first.data
  const connection = s.connection_id ? `/settings/connections/${s.connection_id}` : '/settings/connections/new'
  const steps = [
    { key: 'connect', done: s.is_connected, to: '/settings/connections/new' },
    { key: 'callback', done: s.is_callback_verified, to: connection },
    { key: 'sync', done: s.has_staff, to: connection },
    { key: 'stores', done: s.has_store, to: '/settings/stores' },
    { key: 'welcome', done: s.has_welcome, to: '/welcome-policies/new' },
    { key: 'code', done: s.has_code, to: '/channel-codes/new' },
    { key: 'customer', done: s.has_customer, to: '/channel-codes' },
  ] as const
  const done = steps.filter((step) => step.done).length
  if (done === steps.length) return null
  const progress = t('home.stepsDone', { n: done, m: steps.length })
  if (hidden.data?.value)
    return (
      <div className="row">
        <Button size="small" onClick={() => hide.mutate(false)}>
          {t('home.resumeSteps')} · {progress}
        </Button>
      </div>
    )
  const next = steps.find((step) => !step.done)
  return (
    <Card
      title={t('home.firstSteps')}
      extra={
        <span className="row">
          <span className="muted num">{progress}</span>
          <Button size="small" type="text" onClick={() => hide.mutate(true)}>
            {t('home.hideSteps')}
          </Button>
        </span>
      }
    >
      <Progress percent={(done / steps.length) * 100} showInfo={false} size="small" aria-label={t('home.firstSteps')} />
      <ul className="steps-list" style={{ marginTop: 10 }}>
        {steps.map((step) => (
          <li key={step.key}>
            {step.done ? (
              <CheckCircleFilled className="good" style={{ marginTop: 4 }} aria-label={t('common.done')} />
            ) : (
              <span className="dot busy" aria-hidden style={{ margin: '7px 3px' }} />
            )}
            <div className="grow stack tight" style={{ gap: 0 }}>
              {step.done ? (
                <span className="muted">{t(`home.step_${step.key}`)}</span>
              ) : (
                <GoLink to={step.to} className={step === next ? 'linklike strong' : 'linklike'}>
                  {t(`home.step_${step.key}`)}
                </GoLink>
              )}
              {!step.done && <small className="muted">{t(`home.hint_${step.key}`)}</small>}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

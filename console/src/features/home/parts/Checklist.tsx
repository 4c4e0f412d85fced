import { CheckCircleFilled } from '@ant-design/icons'
import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { Card } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { useConnections, useHasCode, useHasWelcome } from '../queries'

/** The first steps of a new brand; gone once all are taken. */
export function Checklist() {
  const { t } = useTranslation()
  const can = useCan()
  const connections = useConnections()
  const codes = useHasCode()
  const policies = useHasWelcome()
  if (!can('connection.read') || !connections.data || !codes.data || !policies.data) return null
  const all = connections.data.items
  const steps = [
    { key: 'connect', done: all.length > 0, to: '/settings/connections/new' },
    {
      key: 'callback',
      done: all.some((c) => c.callback_verified_at),
      to: all[0] ? `/settings/connections/${all[0].id}` : '/settings/connections',
    },
    {
      key: 'sync',
      done: all.some((c) => c.last_sync_at),
      to: all[0] ? `/settings/connections/${all[0].id}` : '/settings/connections',
    },
    { key: 'welcome', done: policies.data.items.length > 0, to: '/welcome-policies/new' },
    { key: 'code', done: codes.data.items.length > 0, to: '/channel-codes/new' },
  ] as const
  const done = steps.filter((s) => s.done).length
  if (done === steps.length) return null
  return (
    <Card
      title={t('home.firstSteps')}
      extra={<span className="muted num">{t('home.stepsDone', { n: done, m: steps.length })}</span>}
    >
      <Progress percent={(done / steps.length) * 100} showInfo={false} size="small" aria-label={t('home.firstSteps')} />
      <ul className="steps-list" style={{ marginTop: 10 }}>
        {steps.map((s) => (
          <li key={s.key}>
            {s.done ? (
              <CheckCircleFilled className="good" style={{ marginTop: 4 }} aria-label={t('common.done')} />
            ) : (
              <span className="dot busy" aria-hidden style={{ margin: '7px 3px' }} />
            )}
            <div className="grow stack tight" style={{ gap: 0 }}>
              {s.done ? (
                <span className="muted">{t(`home.step_${s.key}`)}</span>
              ) : (
                <GoLink to={s.to}>{t(`home.step_${s.key}`)}</GoLink>
              )}
              {!s.done && <small className="muted">{t(`home.hint_${s.key}`)}</small>}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

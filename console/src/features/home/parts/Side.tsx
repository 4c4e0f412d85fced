import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { useJobTitle } from '@/i18n/jobTitle'
import { Await } from '@/ui/Feedback'
import { duration, int } from '@/ui/format'
import { Badge, Card, Time, type Tone } from '@/ui/Page'
import { JobCount } from '@/ui/page/JobCount'
import { GoLink } from '@/ui/url'
import { useConnections, useEffectCounts, useRunningJobs } from '../queries'

const HEALTH: Record<string, Tone> = { good: 'good', warning: 'warn', bad: 'bad', unknown: 'off' }

export function Connections() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const list = useConnections()
  const effects = useEffectCounts()
  if (!can('connection.read')) return null
  const dead = effects.data?.dead ?? 0
  return (
    <Card title={t('home.connections')} extra={<GoLink to="/settings/connections">{t('common.all')}</GoLink>}>
      <Await query={list} rows={2}>
        <div className="stack">
          {list.data?.items.length === 0 && <p className="muted">{t('home.noConnection')}</p>}
          {list.data?.items.map((c) => (
            <div key={c.id} className="stack tight">
              <div className="row">
                <GoLink to={`/settings/connections/${c.id}`}>{c.name}</GoLink>
                <span className="grow" />
                <Badge tone={HEALTH[c.health] ?? 'off'}>{word('health', c.health)}</Badge>
              </div>
              {c.health_reason && <span className="bad">{reasonText(c.health_reason)}</span>}
              <span className="muted num">
                {word('connection_kind', c.kind)} · {t('home.lastCallback')} <Time at={c.last_callback_at} relative />
                {c.lag_ms !== null && ` · ${t('home.lag', { ms: duration(c.lag_ms, lang) })}`}
              </span>
            </div>
          ))}
          {dead > 0 && (
            <GoLink to="/settings/connections?tab=effects&state=dead">
              {t('home.deadEffects', { n: int(dead, lang) })}
            </GoLink>
          )}
        </div>
      </Await>
    </Card>
  )
}

export function Running() {
  const { t } = useTranslation()
  const titleOf = useJobTitle()
  const can = useCan()
  const jobs = useRunningJobs()
  if (!can('job.read')) return null
  return (
    <Card title={t('nav.jobs')} extra={<GoLink to="/settings/jobs">{t('common.all')}</GoLink>}>
      <Await query={jobs} rows={2}>
        {jobs.data?.items.length === 0 && <p className="muted">{t('app.noJobs')}</p>}
        {jobs.data?.items.map((job) => (
          <div key={job.id} className="stack tight">
            <span className="ellipsis">{titleOf(job)}</span>
            <Progress
              size="small"
              percent={job.total ? Math.floor((job.done / job.total) * 100) : 0}
              aria-label={titleOf(job)}
            />
            <span className="muted num">
              <JobCount job={job} />
            </span>
          </div>
        ))}
      </Await>
    </Card>
  )
}

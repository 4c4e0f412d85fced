import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { useJobTitle } from '@/i18n/jobTitle'
import { int } from '@/ui/format'
import { JobCount } from '@/ui/page/JobCount'
import { GoLink } from '@/ui/url'
import { useCancelJob } from './queries'

export default function TrayJobs({ items }: { items: Schemas['Job'][] }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const titleOf = useJobTitle()
  const can = useCan()
  const cancel = useCancelJob()
  return (
    <div className="stack">
      {items.length === 0 && <p className="muted">{t('app.noJobs')}</p>}
      {items.slice(0, 6).map((job) => (
        <div key={job.id} className="stack tight">
          <div className="row">
            <span className="ellipsis grow">{titleOf(job)}</span>
            <span className="muted">{word('job_state', job.state)}</span>
          </div>
          <Progress
            size="small"
            percent={
              job.total > 0 ? Math.floor(((job.done + job.failed) / job.total) * 100) : job.state === 'done' ? 100 : 0
            }
            status={job.state === 'failed' ? 'exception' : job.state === 'running' ? 'active' : 'normal'}
            aria-label={titleOf(job)}
          />
          <div className="row">
            <span className="muted num">
              <JobCount job={job} />
              {job.failed > 0 && ` · ${t('app.jobFailed', { n: int(job.failed, lang) })}`}
            </span>
            <span className="grow" />
            {(job.state === 'running' || job.state === 'queued') && can('job.write') && (
              <Button size="small" onClick={() => cancel.mutate(job.id)}>
                {t('common.cancel')}
              </Button>
            )}
            {typeof job.result?.file === 'string' && (
              <a href={`/api/jobs/${job.id}/file`} className="linklike">
                {t('common.download')}
              </a>
            )}
          </div>
        </div>
      ))}
      {can('job.read') && <GoLink to="/settings/jobs">{t('app.allJobs')}</GoLink>}
    </div>
  )
}

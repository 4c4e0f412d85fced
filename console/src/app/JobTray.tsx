import { CloudSyncOutlined } from '@ant-design/icons'
import { Badge, Button, Popover, Progress, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { int } from '@/ui/format'
import { GoLink } from '@/ui/url'
import { useActiveJobs, useCancelJob } from './queries'

/** Long work, in its own unit, from any page; it goes on when the tab is closed. */
export function JobTray() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const [open, setOpen] = useState(false)
  const jobs = useActiveJobs()
  const cancel = useCancelJob()
  if (!can('job.read')) return null
  const items = jobs.data?.items ?? []
  const running = items.filter((j) => j.state === 'running' || j.state === 'queued')
  const content = (
    <div style={{ width: 340 }} className="stack">
      {items.length === 0 && <p className="muted">{t('app.noJobs')}</p>}
      {items.slice(0, 6).map((job) => (
        <div key={job.id} className="stack tight">
          <div className="row">
            <span className="ellipsis grow">{job.title || word('job_kind', job.kind)}</span>
            <span className="muted">{word('job_state', job.state)}</span>
          </div>
          <Progress
            size="small"
            percent={
              job.total > 0 ? Math.floor(((job.done + job.failed) / job.total) * 100) : job.state === 'done' ? 100 : 0
            }
            status={job.state === 'failed' ? 'exception' : job.state === 'running' ? 'active' : 'normal'}
            aria-label={job.title}
          />
          <div className="row">
            <span className="muted num">
              {int(job.done, lang)} / {int(job.total, lang)} {word('unit', job.unit)}
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
      <GoLink to="/settings/jobs">{t('app.allJobs')}</GoLink>
    </div>
  )
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t('nav.jobs')}
      content={content}
    >
      <Tooltip title={open ? '' : t('nav.jobs')}>
        <Badge count={running.length} size="small" offset={[-6, 6]} color="blue">
          <Button type="text" icon={<CloudSyncOutlined />} aria-label={t('app.jobsCount', { n: running.length })} />
        </Badge>
      </Tooltip>
    </Popover>
  )
}

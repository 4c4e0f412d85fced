import { CloudSyncOutlined } from '@ant-design/icons'
import { Button, Progress, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan, useHolds, useMe } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { useJobTitle } from '@/i18n/jobTitle'
import { EmptyState, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, PageHead, Time, type Tone } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { JobCount } from '@/ui/page/JobCount'
import { useFilters } from '@/ui/url'
import { useJobAction, useJobs } from './queries'

const TONES: Record<Schemas['Job']['state'], Tone> = {
  queued: 'off',
  running: 'busy',
  done: 'good',
  failed: 'bad',
  cancelled: 'off',
}

export default function JobsPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const titleOf = useJobTitle()
  const can = useCan()
  const holds = useHolds()
  const { user } = useMe()
  // Files are their makers'; who runs the brand's jobs and may see what stands in them fetches others', too.
  const steers = holds('job.write') && holds('customer.export') && holds('customer.reveal')
  const fail = useFail()
  const [filters, setFilters] = useFilters()
  const active = filters.active === '1'
  const jobs = useJobs(active)
  const act = useJobAction()
  const run = (id: string, action: 'cancel' | 'resume') => act.mutate({ id, action }, { onError: fail })
  return (
    <div className="page">
      <PageHead title={t('nav.jobs')} sub={t('job.hint')} />
      <div className="filters">
        <Segmented
          value={active ? '1' : ''}
          onChange={(v) => setFilters({ active: String(v) })}
          options={[
            { value: '', label: t('common.all') },
            { value: '1', label: t('job.active') },
          ]}
        />
      </div>
      <Card flush>
        <PagedTable
          label={t('nav.jobs')}
          list={jobs}
          rowKey="id"
          filtered={active}
          onClear={() => setFilters({ active: undefined })}
          empty={<EmptyState icon={<CloudSyncOutlined />} title={t('job.none')} hint={t('job.noneHint')} />}
          columns={[
            {
              title: t('job.title'),
              render: (_, j) => (
                <span className="stack tight" style={{ gap: 0 }}>
                  <span>{titleOf(j)}</span>
                  <small className="muted">{j.created_by && !/^\d+$/.test(j.created_by) ? j.created_by : ''}</small>
                </span>
              ),
            },
            {
              title: t('common.state'),
              render: (_, j) => <Badge tone={TONES[j.state]}>{word('job_state', j.state)}</Badge>,
            },
            {
              title: t('job.progress'),
              width: 240,
              render: (_, j) => (
                <div style={{ minWidth: 200 }}>
                  <Progress
                    size="small"
                    percent={
                      j.total > 0 ? Math.floor(((j.done + j.failed) / j.total) * 100) : j.state === 'done' ? 100 : 0
                    }
                    status={j.state === 'failed' ? 'exception' : j.state === 'running' ? 'active' : 'normal'}
                    aria-label={titleOf(j)}
                  />
                  <small className="muted num">
                    <JobCount job={j} />
                    {j.failed > 0 && <span className="bad"> · {t('app.jobFailed', { n: int(j.failed, lang) })}</span>}
                  </small>
                  {j.reason && <div className="bad">{reasonText(j.reason)}</div>}
                </div>
              ),
            },
            { title: t('job.started'), render: (_, j) => <Time at={j.started_at ?? j.created_at} /> },
            { title: t('job.ended'), render: (_, j) => <Time at={j.ended_at} /> },
            {
              title: t('common.actions'),
              render: (_, j) => (
                <span className="row">
                  {typeof j.result?.file === 'string' && (j.created_by === user.id || steers) && (
                    <Button size="small" href={`/api/jobs/${j.id}/file`}>
                      {t('job.file')}
                    </Button>
                  )}
                  {can('job.write') && (j.state === 'running' || j.state === 'queued') && (
                    <Button size="small" onClick={() => run(j.id, 'cancel')}>
                      {t('common.cancel')}
                    </Button>
                  )}
                  {can('job.write') && (j.state === 'failed' || j.state === 'cancelled') && !j.is_final && (
                    <Button size="small" onClick={() => run(j.id, 'resume')}>
                      {t('job.resume')}
                    </Button>
                  )}
                </span>
              ),
            },
          ]}
        />
      </Card>
    </div>
  )
}

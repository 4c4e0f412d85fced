import { SyncOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Time } from '@/ui/Page'
import { JobCount } from '@/ui/page/JobCount'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import { type Connection, useJob, useSync } from '../queries'

const PARTS = ['org', 'contacts', 'tags', 'groups'] as const

/** Starts a sync and shows its progress in contacts. */
export function SyncPanel({ connection, primary }: { connection: Connection; primary?: boolean }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const fail = useFail()
  const sync = useSync()
  const job = useJob(sync.data?.id)
  const j = job.data ?? sync.data
  const start = (what: 'all' | (typeof PARTS)[number]) => sync.mutate({ id: connection.id, what }, { onError: fail })
  const busy = sync.isPending || j?.state === 'running' || j?.state === 'queued'
  return (
    <div className="stack">
      <span className="muted">
        {t('channel.lastSync')} <Time at={connection.last_sync_at} />
      </span>
      {can('connection.write') && (
        <div className="row">
          <Button
            type={primary ? 'primary' : 'default'}
            icon={<SyncOutlined spin={busy} />}
            disabled={busy}
            onClick={() => start('all')}
          >
            {t('channel.syncAll')}
          </Button>
          <KeyDropdown
            disabled={busy}
            menu={{
              items: PARTS.map((w) => ({ key: w, label: t(`channel.sync_${w}`) })),
              onClick: ({ key }) => start(key as (typeof PARTS)[number]),
            }}
          >
            <Button>{t('channel.syncPart')}</Button>
          </KeyDropdown>
        </div>
      )}
      {j && (
        <div className="stack tight" role="status">
          <Progress
            percent={j.total ? Math.floor(((j.done + j.failed) / j.total) * 100) : j.state === 'done' ? 100 : 0}
            status={j.state === 'failed' ? 'exception' : undefined}
            aria-label={t('channel.syncAll')}
          />
          <span className="muted num">
            {word('job_state', j.state)} · <JobCount job={j} />
            {j.failed > 0 && ` · ${t('app.jobFailed', { n: int(j.failed, lang) })}`}
          </span>
          {j.reason && <span className="bad">{reasonText(j.reason)}</span>}
        </div>
      )}
    </div>
  )
}

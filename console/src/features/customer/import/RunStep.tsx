import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { reasonText, useLang, useWord } from '@/i18n'
import { Await, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Figure } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { useJob } from '../list/queries'
import { type CustomerImport, useJobAction } from './queries'

const FIGURES = ['created', 'updated', 'unchanged', 'skipped', 'duplicate', 'refused'] as const

/** How far the import has come; it goes on when the page is left, and can be stopped and resumed. */
export default function RunStep({
  file,
  jobId,
  onAgain,
}: {
  file: CustomerImport
  jobId: string
  onAgain: () => void
}) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const fail = useFail()
  const job = useJob(jobId)
  const action = useJobAction(jobId)
  const j = job.data
  const isRunning = j?.state === 'running' || j?.state === 'queued'
  const result = j?.result ?? {}
  const figures = FIGURES.filter((f) => typeof result[f] === 'number')
  const refused = Math.max(Number(result.refused ?? 0), j?.failed ?? 0)
  return (
    <Await query={job}>
      {j && (
        <div className="stack">
          <div className="row">
            <b>{file.name}</b>
            <span className="muted">{word('job_state', j.state)}</span>
          </div>
          <Progress
            percent={j.total > 0 ? Math.floor(((j.done + j.failed) / j.total) * 100) : j.state === 'done' ? 100 : 0}
            status={j.state === 'failed' ? 'exception' : isRunning ? 'active' : 'normal'}
            aria-label={t('customer.import.title')}
          />
          <span className="num" role="status">
            {t('customer.list.jobCount', { done: int(j.done, lang), total: int(j.total, lang) })}
            {j.failed > 0 && ` · ${t('customer.list.jobFailed', { n: int(j.failed, lang) })}`}
          </span>
          {isRunning && <p className="muted">{t('customer.import.runsOn')}</p>}
          {j.reason && <Alert type="error" showIcon title={reasonText(j.reason)} />}
          {figures.length > 0 && (
            <div className="figures bare">
              {figures.map((f) => (
                <Figure
                  key={f}
                  label={t(`customer.import.outcome_${f}`)}
                  value={int(Number(result[f]), lang)}
                  tone={f === 'refused' && Number(result[f]) > 0 ? 'bad' : undefined}
                />
              ))}
            </div>
          )}
          <div className="row">
            {isRunning && (
              <Button loading={action.isPending} onClick={() => action.mutate('cancel', { onError: fail })}>
                {t('customer.import.stop')}
              </Button>
            )}
            {(j.state === 'cancelled' || j.state === 'failed') && (
              <Button
                type="primary"
                loading={action.isPending}
                onClick={() => action.mutate('resume', { onError: fail })}
              >
                {t('customer.import.resume')}
              </Button>
            )}
            {!isRunning && refused > 0 && typeof result.file === 'string' && (
              <Button icon={<DownloadOutlined />} href={`/api/jobs/${jobId}/file`}>
                {t('customer.import.refusedFile', { n: int(refused, lang) })}
              </Button>
            )}
            {!isRunning && (
              <>
                <GoLink to="/customers">{t('customer.import.toList')}</GoLink>
                <Button type="text" onClick={onAgain}>
                  {t('customer.import.more')}
                </Button>
              </>
            )}
          </div>
        </div>
      )}
    </Await>
  )
}

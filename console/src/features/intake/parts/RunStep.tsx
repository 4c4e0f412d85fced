import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan, useIsViewing } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { Await, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Figure } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import type { Kind } from '../mapping'
import { type Import, useJob, useJobAction } from '../queries'
import { CostsBack } from './CostsBack'
import { TakeBack } from './TakeBack'

const FIGURES = ['rows', 'added', 'known', 'people', 'left_out', 'refused'] as const
const OF_COSTS = ['rows', 'added', 'known', 'left_out', 'refused'] as const
const OF_PERSONS = ['rows', 'added', 'updated', 'unchanged', 'skipped', 'left_out', 'refused'] as const
const OF_KIND: Partial<Record<Kind, readonly (typeof FIGURES | typeof OF_PERSONS)[number][]>> = {
  person: OF_PERSONS,
  cost: OF_COSTS,
}
const WHERE: Record<Kind, string> = {
  person: '/customers',
  event: '/customers',
  order: '/orders',
  product: '/products',
  cost: '/analysis/attribution',
}

/** How far it is; it goes on when the page is left, and can be stopped and taken up again. */
export default function RunStep(props: { file: Import; jobId: string; onAgain: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const fail = useFail()
  const can = useCan()
  const isViewing = useIsViewing()
  const job = useJob(props.jobId)
  const action = useJobAction(props.jobId)
  const j = job.data
  const isRunning = j?.state === 'running' || j?.state === 'queued'
  const told = j?.result ?? {}
  const n = (name: string) => Number(told[name] ?? 0)
  const result: Record<string, unknown> =
    typeof told.known === 'number' ? { ...told, unchanged: n('known') - n('updated') - n('skipped') } : told
  const refused = Number(result.refused ?? 0)
  return (
    <Await query={job}>
      {j && (
        <div className="stack">
          <div className="row">
            <b>{props.file.name}</b>
            <span className="muted">{word('job_state', j.state)}</span>
          </div>
          <Progress
            percent={j.state === 'done' ? 100 : j.total > 0 ? Math.min(99, Math.floor((j.done / j.total) * 100)) : 0}
            status={j.state === 'failed' ? 'exception' : isRunning ? 'active' : 'normal'}
            aria-label={t('nav.imports')}
          />
          {isRunning && (
            <p className="muted" role="status">
              {t('intake.runsOn', { n: int(j.done, lang) })}
            </p>
          )}
          {j.reason && <Alert type="error" showIcon title={reasonText(j.reason)} />}
          <div className="figures bare">
            {(OF_KIND[props.file.kind] ?? FIGURES)
              .filter((f) => typeof result[f] === 'number')
              .map((f) => (
                <Figure
                  key={f}
                  label={t(f === 'people' ? 'intake.people_made' : `intake.${f}`)}
                  value={int(Number(result[f]), lang)}
                  tone={f === 'refused' && refused > 0 ? 'bad' : undefined}
                />
              ))}
          </div>
          <div className="row">
            {isRunning && !isViewing && (
              <Button loading={action.isPending} onClick={() => action.mutate('cancel', { onError: fail })}>
                {t('intake.stop')}
              </Button>
            )}
            {(j.state === 'cancelled' || j.state === 'failed') && !j.is_final && !isViewing && (
              <Button
                type="primary"
                loading={action.isPending}
                onClick={() => action.mutate('resume', { onError: fail })}
              >
                {t('intake.resume')}
              </Button>
            )}
            {j.state === 'done' && refused > 0 && (
              <Button icon={<DownloadOutlined />} href={`/api/jobs/${props.jobId}/file`}>
                {t('intake.refusedFile', { n: int(refused, lang) })}
              </Button>
            )}
            {!isRunning && props.file.kind === 'person' && can('customer.tag') && (
              <TakeBack key={props.jobId} jobId={props.jobId} />
            )}
            {!isRunning && props.file.kind === 'cost' && n('added') > 0 && can('spend.write') && (
              <CostsBack key={props.jobId} jobId={props.jobId} />
            )}
            {!isRunning && (
              <>
                <GoLink to={WHERE[props.file.kind]}>{t('intake.see')}</GoLink>
                {!isViewing && (
                  <Button type="text" onClick={props.onAgain}>
                    {t('intake.more')}
                  </Button>
                )}
              </>
            )}
          </div>
        </div>
      )}
    </Await>
  )
}

import { DownloadOutlined } from '@ant-design/icons'
import { Button, Progress, Steps } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonText, useLang, useWord } from '@/i18n'
import { CodeSelect } from '@/pickers/code/CodeSelect'
import { useFail } from '@/ui/Feedback'
import { FilePick } from '@/ui/file/FilePick'
import { int } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { JobCount } from '@/ui/page/JobCount'
import { lazy } from '@/ui/page/lazy'
import { GoButton } from '@/ui/url'
import { batchTemplateUrl, jobFileUrl, useJob, usePreviewBatch, useRunBatch } from './queries'

const BatchCheck = lazy(() => import('./parts/BatchCheck'))

export default function BatchPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const fail = useFail()
  const preview = usePreviewBatch()
  const start = useRunBatch()
  const [templateId, setTemplateId] = useState<string>()
  const [file, setFile] = useState<File>()
  const job = useJob(start.data?.id)
  const step = start.data ? 2 : preview.data ? 1 : 0
  const check = () => file && templateId && preview.mutate({ file, templateId }, { onError: fail })
  const run = () => file && templateId && start.mutate({ file, templateId }, { onError: fail })
  const p = preview.data
  const j = job.data ?? start.data
  return (
    <div className="page narrow">
      <PageHead title={t('acquire.batch')} back="/channel-codes" />
      <Card>
        <Steps
          current={step}
          items={[
            { title: t('acquire.batchFile') },
            { title: t('acquire.batchCheck') },
            { title: t('acquire.batchRun') },
          ]}
        />
      </Card>
      {step === 0 && (
        <Card>
          <div className="stack">
            <label className="stack tight">
              <b style={{ fontWeight: 500 }}>{t('acquire.batchTemplate')}</b>
              <span className="muted">{t('acquire.batchTemplateHint')}</span>
              <CodeSelect
                label={t('acquire.batchTemplate')}
                value={templateId}
                onChange={setTemplateId}
                width="min(420px, 100%)"
              />
            </label>
            <FilePick
              accept=".xlsx,.csv"
              file={file}
              onFile={setFile}
              words={{ drop: t('acquire.batchDrop'), hint: t('acquire.batchColumns') }}
            />
            <div className="row">
              <Button icon={<DownloadOutlined />} href={batchTemplateUrl}>
                {t('acquire.batchSample')}
              </Button>
              <span className="grow" />
              <Button type="primary" disabled={!file || !templateId} loading={preview.isPending} onClick={check}>
                {t('common.next')}
              </Button>
            </div>
          </div>
        </Card>
      )}
      <Suspense>
        {step === 1 && p && (
          <BatchCheck preview={p} isStarting={start.isPending} onBack={preview.reset} onStart={run} />
        )}
      </Suspense>
      {step === 2 && j && (
        <Card>
          <div className="stack">
            <b style={{ fontWeight: 500 }}>{word('job_state', j.state)}</b>
            <Progress
              percent={j.total ? Math.floor(((j.done + j.failed) / j.total) * 100) : 0}
              status={j.state === 'failed' ? 'exception' : undefined}
              aria-label={t('acquire.batchRun')}
            />
            <span className="muted num">
              <JobCount job={j} />
              {j.failed > 0 && ` · ${t('app.jobFailed', { n: int(j.failed, lang) })}`}
            </span>
            {j.reason && <span className="bad">{reasonText(j.reason)}</span>}
            <p className="muted">{t('acquire.batchLeave')}</p>
            <div className="row">
              <Button type="primary" icon={<DownloadOutlined />} disabled={!j.result?.file} href={jobFileUrl(j.id)}>
                {t('acquire.batchResult')}
              </Button>
              <GoButton to="/channel-codes">{t('acquire.toList')}</GoButton>
            </div>
          </div>
        </Card>
      )}
    </div>
  )
}

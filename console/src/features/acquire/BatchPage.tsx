import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Progress, Select, Steps, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonText, useLang, useWord } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card, Figure, PageHead } from '@/ui/Page'
import { FilePick } from '@/ui/page/FilePick'
import { JobCount } from '@/ui/page/JobCount'
import { GoButton } from '@/ui/url'
import { batchTemplateUrl, jobFileUrl, useCodes, useJob, usePreviewBatch, useRunBatch } from './queries'

export default function BatchPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const fail = useFail()
  const codes = useCodes({})
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
              <Select
                aria-label={t('acquire.batchTemplate')}
                value={templateId}
                onChange={setTemplateId}
                showSearch={{ optionFilterProp: 'label' }}
                loading={codes.isPending}
                options={codes.rows.map((c) => ({ value: c.id, label: c.name }))}
                style={{ maxWidth: 420 }}
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
      {step === 1 && p && (
        <Card>
          <div className="stack">
            <div className="figures bare">
              <Figure label={t('acquire.batchRows')} value={int(p.rows, lang)} />
              <Figure label={t('acquire.batchValid')} value={int(p.valid, lang)} tone="good" />
              <Figure
                label={t('acquire.batchInvalid')}
                value={int(p.invalid.length, lang)}
                tone={p.invalid.length > 0 ? 'bad' : undefined}
              />
            </div>
            {p.invalid.length > 0 && (
              <Alert
                type="warning"
                showIcon
                title={t('acquire.batchSkipped', { n: p.invalid.length })}
                description={
                  <ul style={{ margin: 0, paddingLeft: 18, maxHeight: 160, overflow: 'auto' }}>
                    {p.invalid.map((x) => (
                      <li key={x.row}>{t('acquire.batchRow', { n: x.row, reason: reasonText(x.reason) })}</li>
                    ))}
                  </ul>
                }
              />
            )}
            <Table
              size="small"
              rowKey="name"
              pagination={false}
              dataSource={p.sample}
              title={() => t('acquire.batchPreview')}
              columns={[
                { title: t('acquire.name'), dataIndex: 'name' },
                { title: t('acquire.medium'), render: (_, r) => r.medium || '—' },
                { title: t('acquire.group'), render: (_, r) => r.group_name || '—' },
              ]}
            />
            <div className="row">
              <Button onClick={() => preview.reset()}>{t('common.previous')}</Button>
              <span className="grow" />
              <Button type="primary" disabled={p.valid === 0} loading={start.isPending} onClick={run}>
                {t('acquire.batchStart', { n: p.valid })}
              </Button>
            </div>
          </div>
        </Card>
      )}
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

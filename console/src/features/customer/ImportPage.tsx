import { Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Await } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { useFilters, useGo } from '@/ui/url'
import { MappingStep } from './import/MappingStep'
import { PreviewStep } from './import/PreviewStep'
import { type ImportPreview, useImport } from './import/queries'
import { RunStep } from './import/RunStep'
import { UploadStep } from './import/UploadStep'

/** A file of customers in four steps. The address names the upload, so a closed tab loses nothing. */
export default function ImportPage() {
  const { t } = useTranslation()
  const go = useGo()
  const [filters, setFilters] = useFilters()
  const file = useImport(filters.file)
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const jobId = file.data?.job_id ?? undefined
  const step = !filters.file ? 0 : jobId ? 3 : preview ? 2 : 1
  const restart = () => {
    setPreview(null)
    setFilters({ file: undefined })
  }
  return (
    <div className="page narrow">
      <PageHead title={t('customer.import.title')} onBack={() => go('/customers')} />
      <Steps
        current={step}
        size="small"
        responsive
        items={(['upload', 'mapping', 'preview', 'run'] as const).map((s) => ({
          title: t(`customer.import.step_${s}`),
        }))}
      />
      <Card>
        {!filters.file ? (
          <UploadStep onDone={(id) => setFilters({ file: id })} />
        ) : (
          <Await query={file}>
            {file.data &&
              (jobId ? (
                <RunStep file={file.data} jobId={jobId} onAgain={restart} />
              ) : preview ? (
                <PreviewStep file={file.data} preview={preview} onBack={() => setPreview(null)} />
              ) : (
                <MappingStep key={file.data.id} file={file.data} onDone={setPreview} onDrop={restart} />
              ))}
          </Await>
        )}
      </Card>
    </div>
  )
}

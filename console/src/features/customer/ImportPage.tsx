import { Steps } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Await, Loading } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { GoLink, useFilters } from '@/ui/url'
import { type ImportPreview, useImport } from './import/queries'
import { UploadStep } from './import/UploadStep'

const RunStep = lazy(() => import('./import/RunStep'))

const PreviewStep = lazy(() => import('./import/PreviewStep'))

const MappingStep = lazy(() => import('./import/MappingStep'))

/** A file of customers in four steps. The address names the upload, so a closed tab loses nothing. */
export default function ImportPage() {
  const { t } = useTranslation()
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
      <PageHead title={t('customer.import.title')} back="/customers" />
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
          <>
            <UploadStep onDone={(id) => setFilters({ file: id })} />
            <p className="muted">
              {t('customer.import.elsewhere')}{' '}
              <GoLink to="/settings/imports">{t('customer.import.goElsewhere')}</GoLink>
            </p>
          </>
        ) : (
          <Await query={file}>
            <Suspense fallback={<Loading />}>
              {file.data &&
                (jobId ? (
                  <RunStep file={file.data} jobId={jobId} onAgain={restart} />
                ) : preview ? (
                  <PreviewStep file={file.data} preview={preview} onBack={() => setPreview(null)} />
                ) : (
                  <MappingStep key={file.data.id} file={file.data} onDone={setPreview} onDrop={restart} />
                ))}
            </Suspense>
          </Await>
        )}
      </Card>
    </div>
  )
}

import { Steps } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsViewing } from '@/api/me'
import { reasonText } from '@/i18n'
import { Await, Loading } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useFilters } from '@/ui/url'
import { UploadStep } from './parts/UploadStep'
import { type Preview, useImport } from './queries'

const ImportList = lazy(() => import('./parts/ImportList'))
const MappingStep = lazy(() => import('./parts/MappingStep'))
const PreviewStep = lazy(() => import('./parts/PreviewStep'))
const RunStep = lazy(() => import('./parts/RunStep'))

/** A file of rows brought in, in four steps. The address names the upload: a closed tab loses nothing. */
export default function ImportsPage() {
  const { t } = useTranslation()
  const [filters, setFilters] = useFilters()
  const file = useImport(filters.file)
  const [preview, setPreview] = useState<Preview | null>(null)
  const jobId = file.data?.job_id
  const isViewing = useIsViewing()
  const open = (id: string | undefined) => {
    setPreview(null)
    setFilters({ file: id })
  }
  const step = !filters.file ? 0 : jobId ? 3 : preview ? 2 : 1
  return (
    <div className="page">
      <PageHead
        title={t('nav.imports')}
        sub={t('intake.sub')}
        back={filters.file ? '/settings/imports' : undefined}
        onBack={() => open(undefined)}
      />
      <Steps
        current={step}
        size="small"
        responsive
        items={(['upload', 'mapping', 'preview', 'run'] as const).map((s) => ({ title: t(`intake.step_${s}`) }))}
      />
      <Card>
        {isViewing && !jobId ? (
          <p className="muted">{reasonText('view_as.read_only')}</p>
        ) : !filters.file ? (
          <UploadStep onDone={open} />
        ) : (
          <Await query={file}>
            <Suspense fallback={<Loading />}>
              {file.data &&
                (jobId ? (
                  <RunStep file={file.data} jobId={jobId} onAgain={() => open(undefined)} />
                ) : preview ? (
                  <PreviewStep file={file.data} preview={preview} onBack={() => setPreview(null)} />
                ) : (
                  <MappingStep key={file.data.id} file={file.data} onDone={setPreview} onDrop={() => open(undefined)} />
                ))}
            </Suspense>
          </Await>
        )}
      </Card>
      <Suspense fallback={<Loading />}>{!filters.file && <ImportList />}</Suspense>
    </div>
  )
}

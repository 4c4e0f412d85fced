import { CheckCircleOutlined, DownloadOutlined } from '@ant-design/icons'
import { Button, Segmented, Steps } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState, Loading, useFail } from '@/ui/Feedback'
import { FilePick } from '@/ui/file/FilePick'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { GoButton, useFilters } from '@/ui/url'
import { type ImportKind, importFormUrl, usePreviewImport, useRunImport } from './queries'

const Plan = lazy(() => import('./parts/ImportPlan'))

/** Stores, or who works in which: a file, what it would do, and what it did. */
export default function ImportPage() {
  const { t } = useTranslation()
  const fail = useFail()
  const [filters, setFilters] = useFilters()
  const kind: ImportKind = filters.kind === 'staff' ? 'staff' : 'stores'
  const [file, setFile] = useState<File>()
  const preview = usePreviewImport()
  const run = useRunImport()
  const step = run.data ? 2 : preview.data ? 1 : 0
  const choose = (next: string) => {
    setFilters({ kind: next === 'staff' ? 'staff' : undefined })
    setFile(undefined)
    preview.reset()
    run.reset()
  }
  return (
    <div className="page narrow">
      <PageHead title={t('org.importTitle')} back="/settings/stores" />
      <Card>
        <Steps
          current={step}
          items={[{ title: t('org.importFile') }, { title: t('org.importCheck') }, { title: t('org.importDone') }]}
        />
      </Card>
      <Card>
        {step === 0 && (
          <div className="stack">
            <Segmented
              aria-label={t('org.importKind')}
              value={kind}
              onChange={choose}
              options={[
                { value: 'stores', label: t('org.importStores') },
                { value: 'staff', label: t('org.importStaff') },
              ]}
            />
            <p className="muted">{kind === 'stores' ? t('org.importStoresHint') : t('org.importStaffHint')}</p>
            <FilePick
              accept=".xlsx,.csv"
              file={file}
              onFile={setFile}
              words={{
                drop: t('org.importDrop'),
                hint: kind === 'stores' ? t('org.importStoresColumns') : t('org.importStaffColumns'),
              }}
            />
            <div className="row">
              <Button icon={<DownloadOutlined />} href={importFormUrl(kind)}>
                {kind === 'stores' ? t('org.importFormStores') : t('org.importFormStaff')}
              </Button>
              <span className="grow" />
              <Button
                type="primary"
                disabled={!file}
                loading={preview.isPending}
                onClick={() => file && preview.mutate({ kind, file }, { onError: fail })}
              >
                {t('common.next')}
              </Button>
            </div>
          </div>
        )}
        {step === 1 && preview.data && (
          <div className="stack">
            <Suspense fallback={<Loading />}>
              <Plan kind={kind} plan={preview.data} />
            </Suspense>
            <div className="row">
              <Button onClick={() => preview.reset()}>{t('common.previous')}</Button>
              <span className="grow" />
              <Button
                type="primary"
                disabled={preview.data.created + preview.data.updated === 0}
                loading={run.isPending}
                onClick={() => file && run.mutate({ kind, file }, { onError: fail })}
              >
                {t('org.importRun', { n: preview.data.created + preview.data.updated })}
              </Button>
            </div>
          </div>
        )}
        {step === 2 && run.data && (
          <EmptyState
            icon={<CheckCircleOutlined />}
            title={t('org.importedTitle')}
            hint={t(kind === 'stores' ? 'org.importedStores' : 'org.importedStaff', {
              c: run.data.created,
              u: run.data.updated,
              r: run.data.new_regions.length,
              s: run.data.invalid.length,
            })}
            action={
              <div className="row">
                <GoButton type="primary" to="/settings/stores">
                  {t('org.importToTree')}
                </GoButton>
                <Button onClick={() => choose(kind)}>{t('org.importMore')}</Button>
              </div>
            }
          />
        )}
      </Card>
    </div>
  )
}

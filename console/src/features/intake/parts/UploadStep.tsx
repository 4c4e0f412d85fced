import { useTranslation } from 'react-i18next'
import { FileDrop } from '@/ui/file/FileDrop'
import { uploadImport } from '../queries'

export function UploadStep({ onDone }: { onDone: (id: string) => void }) {
  const { t } = useTranslation()
  return (
    <div className="stack">
      <FileDrop
        accept=".xlsx,.csv,.txt,.tsv,.gz"
        send={uploadImport}
        onDone={(sent) => onDone(sent.id)}
        words={{
          drop: t('intake.drop'),
          hint: t('intake.dropHint'),
          uploading: t('intake.uploading'),
          reading: t('intake.reading'),
        }}
      />
      <p>
        <a className="linklike" href="/api/imports/template.xlsx" download>
          {t('intake.template')}
        </a>{' '}
        <span className="muted">{t('intake.templateHint')}</span>
      </p>
    </div>
  )
}

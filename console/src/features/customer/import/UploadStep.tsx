import { useTranslation } from 'react-i18next'
import { FileDrop } from '@/ui/page/FileDrop'
import { uploadImport } from './queries'

export function UploadStep({ onDone }: { onDone: (id: string) => void }) {
  const { t } = useTranslation()
  return (
    <div className="stack">
      <FileDrop
        accept=".xlsx,.csv,.txt"
        send={uploadImport}
        onDone={(sent) => onDone(sent.id)}
        words={{
          drop: t('customer.import.drop'),
          hint: t('customer.import.dropHint'),
          uploading: t('customer.import.uploading'),
          reading: t('customer.import.reading'),
        }}
      />
      <p>
        <a className="linklike" href="/api/customer-imports/template.xlsx" download>
          {t('customer.import.template')}
        </a>{' '}
        <span className="muted">{t('customer.import.templateHint')}</span>
      </p>
    </div>
  )
}

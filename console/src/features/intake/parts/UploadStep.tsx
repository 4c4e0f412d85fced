import { useTranslation } from 'react-i18next'
import { FileDrop } from '@/ui/page/FileDrop'
import { GoLink } from '@/ui/url'
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
      <p className="muted">
        {t('intake.elsewhere')} <GoLink to="/customers/import">{t('intake.goElsewhere')}</GoLink>
      </p>
    </div>
  )
}

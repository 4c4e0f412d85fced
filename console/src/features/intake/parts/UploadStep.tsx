import { InboxOutlined } from '@ant-design/icons'
import { Progress, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorCard } from '@/ui/Feedback'
import { uploadImport } from '../queries'

export function UploadStep({ onDone }: { onDone: (id: string) => void }) {
  const { t } = useTranslation()
  const [percent, setPercent] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const send = async (file: File) => {
    setPercent(0)
    setError(null)
    try {
      onDone((await uploadImport(file, setPercent)).id)
    } catch (e) {
      setError(e)
    }
    setPercent(null)
  }
  return (
    <div className="stack">
      <Upload.Dragger
        accept=".xlsx,.csv,.txt,.tsv,.gz"
        showUploadList={false}
        disabled={percent !== null}
        beforeUpload={(file) => {
          void send(file)
          return false
        }}
      >
        <p style={{ fontSize: 32, color: 'var(--accent)' }}>
          <InboxOutlined aria-hidden />
        </p>
        <p>{t('intake.drop')}</p>
        <p className="muted">{t('intake.dropHint')}</p>
      </Upload.Dragger>
      {percent !== null && (
        <div className="stack tight">
          <Progress percent={percent} aria-label={t('intake.uploading')} />
          <small className="muted" role="status">
            {t(percent < 100 ? 'intake.uploading' : 'intake.reading')}
          </small>
        </div>
      )}
      {error !== null && <ErrorCard error={error} />}
    </div>
  )
}

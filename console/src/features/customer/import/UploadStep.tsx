import { InboxOutlined } from '@ant-design/icons'
import { Progress, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorCard } from '@/ui/Feedback'
import { uploadImport } from './queries'

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
        accept=".xlsx,.csv,.txt"
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
        <p>{t('customer.import.drop')}</p>
        <p className="muted">{t('customer.import.dropHint')}</p>
      </Upload.Dragger>
      {percent !== null && (
        <div className="stack tight">
          <Progress percent={percent} aria-label={t('customer.import.uploading')} />
          <small className="muted" role="status">
            {t(percent < 100 ? 'customer.import.uploading' : 'customer.import.reading')}
          </small>
        </div>
      )}
      {error !== null && <ErrorCard error={error} />}
      <p>
        <a className="linklike" href="/api/customer-imports/template.xlsx" download>
          {t('customer.import.template')}
        </a>{' '}
        <span className="muted">{t('customer.import.templateHint')}</span>
      </p>
    </div>
  )
}

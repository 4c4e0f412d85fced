import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '@/ui/Feedback'

/** The codes that stand in for a lost phone; shown this once. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const { t } = useTranslation()
  const text = codes.join('\n')
  return (
    <div className="stack">
      <Alert type="warning" showIcon title={t('access.codesOnce')} description={t('access.codesText')} />
      <ol className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code className="mono">{code}</code>
          </li>
        ))}
      </ol>
      <div className="row">
        <CopyButton text={text} name={t('access.recoveryCodes')} />
        <Button
          size="small"
          icon={<DownloadOutlined />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
          download="weft-recovery-codes.txt"
        >
          {t('common.download')}
        </Button>
      </div>
    </div>
  )
}

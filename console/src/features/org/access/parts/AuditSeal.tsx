import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLang, useWord } from '@/i18n'
import { CopyButton, ErrorCard } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card, Time } from '@/ui/Page'
import { useVerifyAudit } from '../queries'

/** Whether the audit is as it was written: the chain is walked when asked for. */
export function AuditSeal() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const verify = useVerifyAudit()
  const v = verify.data
  return (
    <Card>
      <div className="stack">
        <div className="row">
          <SafetyCertificateOutlined aria-hidden className="muted" />
          <span className="grow">{t('access.sealText')}</span>
          <Button loading={verify.isFetching} onClick={() => void verify.refetch()}>
            {t('access.verify')}
          </Button>
        </div>
        {verify.error && !v && <ErrorCard error={verify.error} onRetry={() => void verify.refetch()} />}
        {v?.is_whole && (
          <Alert
            type="success"
            showIcon
            title={t('access.sealWhole', { n: int(v.checked_count, lang) })}
            description={
              <span className="row" style={{ gap: 6 }}>
                {v.waiting_count > 0 && <span>{t('access.sealWaiting', { n: int(v.waiting_count, lang) })}</span>}
                {v.head_hash && (
                  <>
                    <span className="muted">{t('access.sealHead')}</span>
                    <code className="mono" title={v.head_hash}>
                      {v.head_hash.slice(0, 16)}…
                    </code>
                    <CopyButton text={v.head_hash} name={t('access.sealHead')} />
                  </>
                )}
                {v.sealed_at && <Time at={v.sealed_at} relative />}
              </span>
            }
          />
        )}
        {v && !v.is_whole && (
          <Alert
            type="error"
            showIcon
            title={word('audit_fault', v.fault)}
            description={t('access.sealFault', {
              id: v.fault_id ?? '—',
              seq: v.fault_seq,
              n: int(v.checked_count, lang),
            })}
          />
        )}
      </div>
    </Card>
  )
}

import { SafetyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsViewing } from '@/api/me'
import { Await } from '@/ui/Feedback'
import { Badge, Card, Time } from '@/ui/Page'
import { useFilters } from '@/ui/url'
import { useTotp } from '../queries'
import { CodesDialog } from './CodesDialog'
import { TotpDisableDialog } from './TotpDisableDialog'
import { TotpEnrolDialog } from './TotpEnrolDialog'

const FEW_CODES = 3

/** A code beside my password: on, off, and what is left of the recovery codes. */
export function TotpCard() {
  const { t } = useTranslation()
  const totp = useTotp()
  const isViewing = useIsViewing()
  const [filters, setFilters] = useFilters()
  // Back from WeCom: on with what one went there for.
  const [shown, setShown] = useState<'enrol' | 'codes' | 'disable' | null>(
    filters.totp === 'enrol' || filters.totp === 'disable' ? filters.totp : null,
  )
  const s = totp.data
  const close = () => {
    setShown(null)
    if (filters.totp) setFilters({ totp: undefined })
  }
  return (
    <Card
      title={t('access.totp')}
      extra={s && <Badge tone={s.is_on ? 'good' : 'warn'}>{s.is_on ? t('access.totpOn') : t('access.totpOff')}</Badge>}
    >
      <Await query={totp} rows={3}>
        {s && (
          <div className="stack">
            <p className="muted">{t('access.totpText')}</p>
            {s.is_required && !s.is_on && <p className="warn">{t('access.totpRequired')}</p>}
            {s.is_on ? (
              <>
                <span>
                  {t('access.totpSince')} <Time at={s.confirmed_at} />
                </span>
                <span className={s.recovery_left < FEW_CODES ? 'warn' : undefined}>
                  {t('access.recoveryLeft', { n: s.recovery_left })}
                </span>
                {!isViewing && (
                  <div className="row">
                    <Button onClick={() => setShown('codes')}>{t('access.newCodes')}</Button>
                    <Button danger type="text" disabled={s.is_required} onClick={() => setShown('disable')}>
                      {t('access.totpDisable')}
                    </Button>
                  </div>
                )}
              </>
            ) : isViewing ? null : (
              <div>
                <Button type="primary" icon={<SafetyOutlined />} onClick={() => setShown('enrol')}>
                  {t('access.totpEnable')}
                </Button>
              </div>
            )}
          </div>
        )}
      </Await>
      {s && shown === 'enrol' && <TotpEnrolDialog state={s} onClose={close} />}
      {shown === 'codes' && <CodesDialog onClose={close} />}
      {s && shown === 'disable' && <TotpDisableDialog state={s} onClose={close} />}
    </Card>
  )
}

import { useTranslation } from 'react-i18next'
import { useHolds, useIsViewing } from '@/api/me'
import { Card, PageHead } from '@/ui/Page'
import { SessionList } from './parts/SessionList'
import { PasswordCard } from './security/PasswordCard'
import { TenantSecurity } from './security/TenantSecurity'
import { TotpCard } from './security/TotpCard'

/** How I sign in, and what the brand asks of everybody who does. */
export default function SecurityPage() {
  const { t } = useTranslation()
  const holds = useHolds()
  const isViewing = useIsViewing()
  return (
    <div className="page narrow">
      <PageHead title={t('nav.security')} sub={t('access.securityHint')} />
      <div className="cols two">
        <div className="stack">
          <TotpCard />
          <Card title={t('access.mySessions')}>
            <SessionList writable={!isViewing} />
          </Card>
        </div>
        {!isViewing && <PasswordCard />}
      </div>
      {holds('security.write') && <TenantSecurity />}
    </div>
  )
}

import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { reasonText, useWord } from '@/i18n'
import { CopyButton } from '@/ui/Feedback'
import { dateTimeSeconds } from '@/ui/format'
import { Facts } from '@/ui/Page'
import { detailText } from '../auditWords'

/** One line of the audit in full. */
export function AuditDrawer({ line, onClose }: { line: Schemas['AuditLine']; onClose: () => void }) {
  const { t } = useTranslation()
  const word = useWord()
  const detail = detailText(line.detail)
  const outcome = word('outcome', line.outcome)
  return (
    <Drawer open size={520} title={t('access.auditLine')} onClose={onClose}>
      <div className="stack">
        <Facts
          items={[
            [t('common.time'), dateTimeSeconds(line.at)],
            [t('org.actor'), line.user_name ? `${line.user_name} (${line.actor})` : line.actor],
            [t('org.action'), line.action],
            [t('org.object'), line.object ?? '—'],
            [
              t('org.outcome'),
              outcome === line.outcome && line.outcome.includes('.') ? reasonText(line.outcome) : outcome,
            ],
            [t('org.address_ip'), line.address ?? '—'],
            [t('org.request'), line.request_id ?? '—'],
            [t('access.lineId'), line.id],
          ]}
        />
        {line.request_id && (
          <div>
            <CopyButton text={line.request_id} name={t('org.request')} />
          </div>
        )}
        {detail && (
          <div className="stack tight">
            <span className="muted">{t('common.detail')}</span>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
            <pre className="mono audit-detail" tabIndex={0}>
              {detail}
            </pre>
          </div>
        )}
      </div>
    </Drawer>
  )
}

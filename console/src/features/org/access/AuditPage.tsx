import { useTranslation } from 'react-i18next'
import { reasonText, useWord } from '@/i18n'
import { CopyButton, EmptyState } from '@/ui/Feedback'
import { dateTimeSeconds } from '@/ui/format'
import { Badge, Card, PageHead } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { useAudit } from './queries'

const looksLikeReason = (text: string) => /^[a-z_]+\.[a-z_]+$/.test(text)

export default function AuditPage() {
  const { t } = useTranslation()
  const word = useWord()
  const lines = useAudit()
  return (
    <div className="page">
      <PageHead title={t('nav.audit')} sub={t('org.auditHint')} />
      <Card flush>
        <PagedTable
          label={t('nav.audit')}
          list={lines}
          rowKey="id"
          empty={<EmptyState title={t('common.nothing')} />}
          columns={[
            { title: t('common.time'), render: (_, a) => <span className="num nowrap">{dateTimeSeconds(a.at)}</span> },
            { title: t('org.actor'), render: (_, a) => a.user_name ?? a.actor },
            { title: t('org.action'), render: (_, a) => <code className="mono">{a.action}</code> },
            { title: t('org.object'), render: (_, a) => (a.object ? <code className="mono">{a.object}</code> : '—') },
            {
              title: t('org.outcome'),
              render: (_, a) => (
                <Badge tone={['ok', 'done'].includes(a.outcome) ? 'good' : 'bad'}>{word('outcome', a.outcome)}</Badge>
              ),
            },
            {
              title: t('common.detail'),
              render: (_, a) => (
                <span className="muted">
                  {a.detail && looksLikeReason(a.detail) ? reasonText(a.detail) : (a.detail ?? '')}
                </span>
              ),
            },
            { title: t('org.address_ip'), render: (_, a) => <span className="num muted">{a.address}</span> },
            {
              title: t('org.request'),
              render: (_, a) =>
                a.request_id && (
                  <span className="mono muted nowrap">
                    {a.request_id}
                    <CopyButton text={a.request_id} name={t('org.request')} />
                  </span>
                ),
            },
          ]}
        />
      </Card>
    </div>
  )
}

import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { reasonText, useLang, useWord } from '@/i18n'
import { EmptyState } from '@/ui/Feedback'
import { duration } from '@/ui/format'
import { Badge, Card, Time, type Tone } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { GoLink, useFilters } from '@/ui/url'
import { usePolicies, useWelcomes } from '../queries'

const STATES = ['waiting', 'sent', 'failed', 'skipped'] as const
const TONES: Record<Schemas['Welcome']['state'], Tone> = {
  waiting: 'busy',
  sent: 'good',
  failed: 'bad',
  skipped: 'off',
}

export function SentList() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const [filters, setFilters] = useFilters()
  const policies = usePolicies()
  const { state, policy_id } = filters
  const list = useWelcomes({ state, policy_id })
  return (
    <div className="stack">
      <div className="filters">
        <Select
          aria-label={t('common.state')}
          placeholder={t('common.state')}
          allowClear
          value={state}
          onChange={(v) => setFilters({ state: v })}
          options={STATES.map((s) => ({ value: s, label: word('welcome_state', s) }))}
          style={{ width: 140 }}
        />
        <Select
          aria-label={t('reach.policy')}
          placeholder={t('reach.policy')}
          allowClear
          value={policy_id}
          onChange={(v) => setFilters({ policy_id: v })}
          options={(policies.data?.items ?? []).map((p) => ({ value: p.id, label: p.name }))}
          style={{ width: 200 }}
        />
      </div>
      <Card flush>
        <PagedTable
          label={t('reach.records')}
          list={list}
          rowKey="id"
          filtered={Boolean(state || policy_id)}
          onClear={() => setFilters({ state: undefined, policy_id: undefined })}
          empty={<EmptyState title={t('reach.noRecords')} hint={t('reach.noRecordsHint')} />}
          columns={[
            {
              title: t('common.customer'),
              render: (_, w) => <GoLink to={`/customers/${w.customer_id}`}>{w.customer_name}</GoLink>,
            },
            { title: t('reach.staff'), dataIndex: 'staff_name' },
            { title: t('reach.policy'), render: (_, w) => w.policy_name ?? '—' },
            {
              title: t('common.state'),
              render: (_, w) => <Badge tone={TONES[w.state]}>{word('welcome_state', w.state)}</Badge>,
            },
            {
              title: t('reach.reason'),
              render: (_, w) => <span className="muted wrap">{reasonText(w.reason) || '—'}</span>,
            },
            { title: t('reach.requestedAt'), render: (_, w) => <Time at={w.requested_at} /> },
            { title: t('reach.latency'), align: 'right', render: (_, w) => duration(w.latency_ms, lang) },
          ]}
        />
      </Card>
    </div>
  )
}

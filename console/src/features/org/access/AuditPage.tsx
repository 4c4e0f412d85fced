import { Button, Input, Select } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { reasonText, useWord } from '@/i18n'
import { EmptyState } from '@/ui/Feedback'
import { dateTimeSeconds, dayEnd, dayStart } from '@/ui/format'
import { Badge, Card, PageHead } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { lazy } from '@/ui/page/lazy'
import { useFilters } from '@/ui/url'
import { actionParts, objectPrefix, refParts } from './auditWords'
import { AuditDrawer } from './parts/AuditDrawer'
import { AuditSeal } from './parts/AuditSeal'
import { useAudit, useUsers } from './queries'

const AuditDays = lazy(() => import('./parts/AuditDays'))
const OBJECTS = ['user', 'role', 'session', 'api_key', 'store', 'region', 'staff', 'customer', 'channel_code', 'tenant']
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const
const isGood = (outcome: string) => ['ok', 'done'].includes(outcome)

export default function AuditPage() {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const [filters, setFilters, clear] = useFilters()
  const { q, user_id, action, object, outcome, from, to } = filters
  const users = useUsers(can('user.read'))
  const lines = useAudit({
    q,
    user_id,
    action,
    object: object && objectPrefix(object),
    outcome,
    from: from && dayStart(from),
    to: to && dayEnd(to),
  })
  const [shown, setShown] = useState<Schemas['AuditLine'] | null>(null)
  const ref = (text: string) => {
    const { noun, id } = refParts(text)
    return (
      <span className="nowrap" title={text}>
        {word('audit_object', noun)} <span className="muted num">{id}</span>
      </span>
    )
  }
  const filtered = [q, user_id, action, object, outcome, from, to].some(Boolean)
  return (
    <div className="page">
      <PageHead title={t('nav.audit')} sub={t('org.auditHint')} />
      <AuditSeal />
      <div className="filters">
        <span data-search>
          <Input.Search
            key={q}
            aria-label={t('access.findAudit')}
            placeholder={t('access.findAudit')}
            allowClear
            defaultValue={q}
            onSearch={(v) => setFilters({ q: v })}
          />
        </span>
        {can('user.read') && (
          <Select
            aria-label={t('org.actor')}
            placeholder={t('org.actor')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={user_id}
            onChange={(v) => setFilters({ user_id: v })}
            options={users.rows.map((u) => ({ value: u.id, label: u.display_name || u.name }))}
            style={{ width: 140 }}
          />
        )}
        <Select
          aria-label={t('org.action')}
          placeholder={t('org.action')}
          allowClear
          value={action}
          onChange={(v) => setFilters({ action: v })}
          options={METHODS.map((m) => ({ value: `${m} `, label: t(`access.methods.${m}`) }))}
          style={{ width: 130 }}
        />
        <Select
          aria-label={t('org.object')}
          placeholder={t('org.object')}
          allowClear
          value={object}
          onChange={(v) => setFilters({ object: v })}
          options={OBJECTS.map((o) => ({ value: o, label: word('audit_object', o) }))}
          style={{ width: 130 }}
        />
        <Select
          aria-label={t('org.outcome')}
          placeholder={t('org.outcome')}
          allowClear
          value={outcome}
          onChange={(v) => setFilters({ outcome: v })}
          options={['ok', 'failed'].map((o) => ({ value: o, label: word('outcome', o) }))}
          style={{ width: 110 }}
        />
        <Suspense fallback={<span style={{ width: 240 }} />}>
          <AuditDays from={from} to={to} onChange={setFilters} />
        </Suspense>
        {filtered && (
          <Button type="text" onClick={clear}>
            {t('common.clearFilters')}
          </Button>
        )}
      </div>
      <Card flush>
        <PagedTable
          label={t('nav.audit')}
          list={lines}
          rowKey="id"
          filtered={filtered}
          onClear={clear}
          onOpen={setShown}
          empty={<EmptyState title={t('common.nothing')} />}
          columns={[
            { title: t('common.time'), render: (_, a) => <span className="num nowrap">{dateTimeSeconds(a.at)}</span> },
            { title: t('org.actor'), render: (_, a) => a.user_name ?? ref(a.actor) },
            {
              title: t('org.action'),
              render: (_, a) => {
                const parts = actionParts(a.action)
                const deed = word('audit_deed', a.action)
                if (deed !== a.action) return <span className="nowrap">{deed}</span>
                return parts ? (
                  <span className="nowrap" title={a.action}>
                    {t(`access.verbs.${parts.verb}`)} {parts.path.map((part) => word('audit_path', part)).join(' · ')}
                  </span>
                ) : (
                  <code className="mono">{a.action}</code>
                )
              },
            },
            { title: t('org.object'), render: (_, a) => (a.object ? ref(a.object) : '—') },
            {
              title: t('org.outcome'),
              render: (_, a) => (
                <Badge tone={isGood(a.outcome) ? 'good' : 'bad'}>
                  {isGood(a.outcome) ? word('outcome', a.outcome) : reasonText(a.outcome)}
                </Badge>
              ),
            },
            { title: t('org.address_ip'), render: (_, a) => <span className="num muted">{a.address}</span> },
            {
              title: t('common.detail'),
              render: (_, a) => (
                <Button size="small" type="text" onClick={() => setShown(a)}>
                  {t('common.view')}
                </Button>
              ),
            },
          ]}
        />
      </Card>
      {shown && <AuditDrawer line={shown} onClose={() => setShown(null)} />}
    </div>
  )
}

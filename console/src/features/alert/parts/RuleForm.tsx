import { Input, InputNumber, Alert as Note, Segmented, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { FilterBuilder } from '@/answers/pick/FilterBuilder'
import { useMetrics } from '@/answers/queries'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Card } from '@/ui/Page'
import { type AlertDraft, type Condition, type Period, useReceivers } from '../queries'
import { compares, keyOf, SCALE, useSaid } from '../said'
import { useAlertTexts } from '../texts'

const PERIODS: Period[] = ['last_hour', 'today', 'yesterday', 'last_7_days', 'last_30_days', 'this_month']
const CONDITIONS: Condition[] = ['above', 'below', 'risen', 'fallen', 'changed']

function Named({ name, hint, children }: { name: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <div className="alert-field">
      <div className="muted" style={{ marginBottom: 4 }}>
        {name}
      </div>
      <div className="alert-words">{children}</div>
      {hint && <div className="muted">{hint}</div>}
    </div>
  )
}

/** A rule as a sentence whose words can be changed. */
export function RuleForm({ draft, onChange }: { draft: AlertDraft; onChange: (patch: Partial<AlertDraft>) => void }) {
  const w = useAlertTexts()
  const lang = useLang()
  const can = useCan()
  const said = useSaid()
  const metrics = useMetrics()
  const receivers = useReceivers(can('user.read'))
  const unit = said.unit(draft.metric)
  const marks = unit === 'fen' ? '¥' : undefined
  const option = (value: string, label?: string) => ({ value, label: label ?? value })
  return (
    <div className="stack">
      <Card title={w.when}>
        <div className="stack">
          <Named name={w.name}>
            <Input
              aria-label={w.name}
              value={draft.name}
              maxLength={60}
              placeholder={w.namePlaceholder}
              onChange={(e) => onChange({ name: e.target.value })}
            />
          </Named>
          <Named name={w.condition}>
            <Select
              aria-label={w.period}
              value={draft.period}
              onChange={(period) => onChange({ period })}
              options={PERIODS.map((p) => option(p, w.periodOf[p]))}
              style={{ minWidth: 150 }}
            />
            <Select
              aria-label={w.metric}
              showSearch={{ optionFilterProp: 'label' }}
              value={keyOf(draft.metric) || undefined}
              placeholder={w.chooseMetric}
              onChange={(metric: string) => onChange({ metric: { metric }, threshold: 0 })}
              options={(metrics.data?.items ?? []).map((m) =>
                option(m.key, (lang === 'en-US' && m.name_en) || m.name_zh),
              )}
              style={{ minWidth: 180 }}
            />
            {compares(draft) && (
              <>
                <span>{w.than}</span>
                <Select
                  aria-label={w.base}
                  value={draft.base}
                  onChange={(base) => onChange({ base })}
                  options={(['before', 'week_before'] as const).map((b) => option(b, w.baseOf[b]))}
                  style={{ minWidth: 120 }}
                />
              </>
            )}
            <Select
              aria-label={w.condition}
              value={draft.condition}
              onChange={(condition) => onChange({ condition })}
              options={CONDITIONS.map((c) => option(c, w.conditionOf[c]))}
              style={{ minWidth: 120 }}
            />
            {compares(draft) ? (
              <InputNumber
                aria-label={w.percent}
                min={1}
                max={100_000}
                precision={0}
                suffix="%"
                value={draft.percent || null}
                onChange={(percent) => onChange({ percent: percent ?? 0 })}
              />
            ) : (
              <InputNumber
                aria-label={w.threshold}
                precision={unit === 'count' ? 0 : 2}
                prefix={marks}
                suffix={unit === 'share' ? '%' : unit === 'ms' ? 's' : undefined}
                value={draft.threshold / SCALE[unit]}
                onChange={(n) => onChange({ threshold: Math.round((n ?? 0) * SCALE[unit]) })}
                style={{ minWidth: 140 }}
              />
            )}
          </Named>
          <Named name={w.only}>
            <FilterBuilder
              value={draft.filters === true ? undefined : draft.filters}
              onChange={(filters) => onChange({ filters: filters ?? true })}
            />
          </Named>
          {draft.condition === 'below' && draft.period === 'today' && draft.every === 'hour' && (
            <Note type="info" showIcon title={w.belowToday} />
          )}
        </div>
      </Card>
      <Card title={w.whom}>
        <div className="stack">
          {can('user.read') && (
            <Named name={w.users} hint={draft.user_ids.length + draft.role_ids.length === 0 ? w.nobody : w.usersHint}>
              <Select
                mode="multiple"
                aria-label={w.users}
                showSearch={{ optionFilterProp: 'label' }}
                value={draft.user_ids}
                onChange={(user_ids) => onChange({ user_ids })}
                options={receivers.users.map((u) => option(u.id, u.display_name || u.name))}
                placeholder={w.users}
                style={{ flex: '1 1 200px' }}
              />
              <Select
                mode="multiple"
                aria-label={w.roles}
                value={draft.role_ids}
                onChange={(role_ids) => onChange({ role_ids })}
                options={receivers.roles.map((r) => option(r.id, r.name))}
                placeholder={w.roles}
                style={{ flex: '1 1 160px' }}
              />
            </Named>
          )}
          <Named name={w.often}>
            <Segmented
              aria-label={w.often}
              value={draft.every}
              onChange={(every) => onChange({ every })}
              options={[
                { value: 'hour' as const, label: w.hourly },
                { value: 'day' as const, label: w.daily },
              ]}
            />
            {draft.every === 'day' && (
              <Select
                aria-label={w.hour}
                value={draft.hour}
                onChange={(hour) => onChange({ hour })}
                options={Array.from({ length: 24 }, (_, h) => ({
                  value: h,
                  label: `${String(h).padStart(2, '0')}:00`,
                }))}
                style={{ minWidth: 96 }}
              />
            )}
            <span className="grow" />
            <span>{w.on}</span>
            <Switch aria-label={w.on} checked={draft.is_on} onChange={(is_on) => onChange({ is_on })} />
          </Named>
        </div>
      </Card>
    </div>
  )
}

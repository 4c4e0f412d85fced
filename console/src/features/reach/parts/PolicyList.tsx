import { SendOutlined } from '@ant-design/icons'
import { App, Button, Switch, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { useCodeNames } from '@/pickers/code/queries'
import { useAllStaff, useDepartments } from '@/pickers/queries'
import { Await, EmptyState } from '@/ui/Feedback'
import { clauses, int, listed } from '@/ui/format'
import { Card } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { GoButton, GoLink } from '@/ui/url'
import { byPriority, isShown, policyBody } from '../policy'
import { type Policy, useDeletePolicy, usePolicies, useSavePolicy } from '../queries'

/** Whom a policy is for, in words. */
function useAudience(): (p: Policy) => string {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const staff = useAllStaff()
  const departments = useDepartments()
  const codeName = useCodeNames()
  const namesOf = (ids: string[], all: { id: string; name: string }[] | undefined) =>
    listed(
      ids.map((id) => all?.find((x) => x.id === id)?.name ?? id),
      lang,
    )
  return (p) => {
    const hours = clauses(
      p.windows.map(
        (w) =>
          `${w.weekdays.length === 7 ? t('reach.everyDay') : w.weekdays.map((d) => word('weekday', String(d))).join(' ')} ${w.from}–${w.until}`,
      ),
      lang,
    )
    const who = {
      code: codeName(p.code_id) ?? p.code_id ?? '',
      staff: namesOf(p.staff_ids, staff.data),
      department: namesOf(p.department_ids, departments.data?.items),
      slot: '',
      default: t('reach.everybody'),
    }[p.scope]
    return [who, hours].filter(Boolean).join(' · ') || '—'
  }
}

export function PolicyList() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const { modal } = App.useApp()
  const failed = useSaveFailed()
  const audience = useAudience()
  const policies = usePolicies()
  const save = useSavePolicy()
  const remove = useDeletePolicy()
  const writable = can('welcome.write')
  const ofCodes = (policies.data?.items ?? []).filter((p) => p.scope === 'code').length
  const ask = (p: Policy) =>
    modal.confirm({
      title: t('reach.deletePolicy', { name: p.name }),
      content: t('reach.deleteText'),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(p).catch((e) => failed(e, undefined, { reload: () => void policies.refetch() })),
    })
  const toggle = (p: Policy, is_enabled: boolean) =>
    save.mutate(
      { ...policyBody(p), is_enabled, id: p.id, revision: p.revision },
      { onError: (e) => failed(e, undefined, { reload: () => void policies.refetch() }) },
    )
  return (
    <div className="stack">
      <p className="muted">{t('reach.priorityHint')}</p>
      {policies.data && policies.data.code_count > ofCodes && (
        <p className="muted">
          {t('reach.moreOfCodes', { n: int(policies.data.code_count, lang), shown: ofCodes })}{' '}
          <GoLink to="/channel-codes">{t('nav.codes')}</GoLink>
        </p>
      )}
      <Card flush>
        <Await query={policies}>
          {policies.data?.items.length === 0 ? (
            <EmptyState
              icon={<SendOutlined />}
              title={t('reach.none')}
              hint={t('reach.noneHint')}
              action={writable && <GoButton to="/welcome-policies/new">{t('reach.newPolicy')}</GoButton>}
            />
          ) : (
            <Table
              aria-label={t('reach.policies')}
              rowKey="id"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={byPriority((policies.data?.items ?? []).filter(isShown))}
              columns={[
                { title: t('reach.priority'), align: 'right', width: 80, render: (_, __, i) => i + 1 },
                {
                  title: t('common.name'),
                  render: (_, p) => (
                    <GoLink to={p.scope === 'code' ? `/channel-codes/${p.code_id}/edit` : `/welcome-policies/${p.id}`}>
                      {p.name}
                    </GoLink>
                  ),
                },
                { title: t('reach.scope'), render: (_, p) => word('scope', p.scope) },
                {
                  title: t('reach.audience'),
                  render: (_, p) => (
                    <div className="ellipsis" style={{ maxWidth: 280 }} title={audience(p)}>
                      {audience(p)}
                    </div>
                  ),
                },
                {
                  title: t('reach.text'),
                  render: (_, p) => (
                    <div className="ellipsis muted" style={{ maxWidth: 260 }}>
                      {p.message.text || t('reach.attachmentsOnly', { n: p.message.attachments.length })}
                    </div>
                  ),
                },
                { title: t('reach.sent'), align: 'right', render: (_, p) => int(p.sent_count, lang) },
                {
                  title: t('reach.failed'),
                  align: 'right',
                  render: (_, p) => (
                    <span className={p.failed_count > 0 ? 'bad' : ''}>{int(p.failed_count, lang)}</span>
                  ),
                },
                {
                  title: t('common.enabled'),
                  render: (_, p) => (
                    <Switch
                      size="small"
                      disabled={!writable || p.scope === 'code'}
                      checked={p.is_enabled}
                      aria-label={`${t('common.enabled')} ${p.name}`}
                      onChange={(v) => toggle(p, v)}
                    />
                  ),
                },
                {
                  title: t('common.actions'),
                  render: (_, p) =>
                    p.scope === 'code' ? (
                      <GoLink to={`/channel-codes/${p.code_id}/edit`}>{t('reach.ofCode')}</GoLink>
                    ) : (
                      writable && (
                        <span className="row">
                          <GoButton size="small" to={`/welcome-policies/${p.id}`}>
                            {t('common.edit')}
                          </GoButton>
                          <Button size="small" type="text" danger onClick={() => ask(p)}>
                            {t('common.delete')}
                          </Button>
                        </span>
                      )
                    ),
                },
              ]}
            />
          )}
        </Await>
      </Card>
    </div>
  )
}

import { Input, Select, Tree } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { useDepartments } from '@/pickers/queries'
import { Await, EmptyState } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, Face, PageHead, type Tone } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { useSaveFailed } from '@/ui/save'
import { GoLink, useFilters } from '@/ui/url'
import { useSetStaffStore, useStaff, useStores } from './queries'

type Node = { key: string; title: string; children: Node[] }
const TONES: Record<Schemas['Staff']['status'], Tone> = {
  active: 'good',
  inactive: 'warn',
  disabled: 'off',
  left: 'off',
}

const treeOf = (all: Schemas['Department'][], parent: string | null, lang: string): Node[] => {
  const known = new Set(all.map((d) => d.id))
  return all
    .filter((d) => (parent === null ? !d.parent_id || !known.has(d.parent_id) : d.parent_id === parent))
    .sort((a, b) => b.sort - a.sort)
    .map((d) => ({
      key: d.id,
      title: d.staff_count > 0 ? `${d.name} (${int(d.staff_count, lang)})` : d.name,
      children: treeOf(all, d.id, lang),
    }))
}

export default function OrgPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const [filters, setFilters, clear] = useFilters()
  const departments = useDepartments()
  const stores = useStores()
  const failed = useSaveFailed()
  const assign = useSetStaffStore()
  const { q, department_id, status, store_id } = filters
  const list = useStaff({ q, department_id, status, store_id })
  const tree = useMemo(() => treeOf(departments.data?.items ?? [], null, lang), [departments.data, lang])
  const storeOptions = (stores.data?.items ?? []).map((s) => ({ value: s.id, label: s.name }))
  return (
    <div className="page">
      <PageHead title={t('nav.org')} sub={t('org.orgHint')} />
      <div className="cols side-main">
        <Card title={t('org.departments')}>
          <Await query={departments}>
            {tree.length === 0 ? (
              <p className="muted">{t('org.noDepartments')}</p>
            ) : (
              <Tree
                treeData={tree}
                defaultExpandAll
                blockNode
                selectedKeys={department_id ? [department_id] : []}
                onSelect={(keys) => setFilters({ department_id: keys[0] ? String(keys[0]) : undefined })}
              />
            )}
          </Await>
        </Card>
        <div className="stack">
          <div className="filters">
            <span data-search>
              <Input.Search
                aria-label={t('org.findStaff')}
                placeholder={t('org.findStaff')}
                defaultValue={q}
                allowClear
                onSearch={(v) => setFilters({ q: v })}
                style={{ width: 220 }}
              />
            </span>
            <Select
              aria-label={t('common.state')}
              placeholder={t('common.state')}
              allowClear
              value={status}
              onChange={(v) => setFilters({ status: v })}
              options={['active', 'inactive', 'disabled', 'left'].map((s) => ({
                value: s,
                label: word('staff_status', s),
              }))}
              style={{ width: 130 }}
            />
            <Select
              aria-label={t('org.store')}
              placeholder={t('org.store')}
              allowClear
              value={store_id}
              onChange={(v) => setFilters({ store_id: v })}
              options={storeOptions}
              style={{ width: 180 }}
            />
          </div>
          <Card flush>
            <PagedTable
              label={t('nav.org')}
              list={list}
              rowKey="id"
              filtered={Boolean(q || department_id || status || store_id)}
              onClear={clear}
              empty={
                <EmptyState
                  title={t('org.noStaff')}
                  hint={t('org.noStaffHint')}
                  action={<GoLink to="/settings/connections">{t('nav.connections')}</GoLink>}
                />
              }
              columns={[
                {
                  title: t('org.staff'),
                  render: (_, s) => (
                    <span className="row" style={{ flexWrap: 'nowrap' }}>
                      <Face name={s.name} src={s.avatar} />
                      <span className="stack tight" style={{ gap: 0 }}>
                        <span>{s.name}</span>
                        <small className="muted">{s.position || s.userid}</small>
                      </span>
                    </span>
                  ),
                },
                { title: t('org.departments'), dataIndex: 'department_names' },
                {
                  title: t('common.state'),
                  render: (_, s) => <Badge tone={TONES[s.status]}>{word('staff_status', s.status)}</Badge>,
                },
                { title: t('org.isContact'), render: (_, s) => (s.is_contact ? t('common.yes') : t('common.no')) },
                { title: t('nav.customer'), align: 'right', render: (_, s) => int(s.customer_count, lang) },
                {
                  title: t('org.store'),
                  width: 190,
                  render: (_, s) =>
                    can('org.write') ? (
                      <Select
                        aria-label={`${t('org.store')} ${s.name}`}
                        value={s.store_id ?? undefined}
                        placeholder={t('org.noStore')}
                        allowClear
                        variant="filled"
                        options={storeOptions}
                        style={{ width: 170 }}
                        onChange={(storeId) =>
                          assign.mutate(
                            { staff: s, storeId: storeId ?? null },
                            { onError: (e) => failed(e, undefined, { reload: () => void list.refetch() }) },
                          )
                        }
                      />
                    ) : (
                      (s.store_name ?? '—')
                    ),
                },
              ]}
            />
          </Card>
        </div>
      </div>
    </div>
  )
}

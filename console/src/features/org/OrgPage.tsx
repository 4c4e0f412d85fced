import { ImportOutlined } from '@ant-design/icons'
import { Input, Select, Tree } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { useDepartments } from '@/pickers/queries'
import { Await } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { GoButton, useFilters } from '@/ui/url'
import { type DepartmentNode, departmentTree } from './departments'
import { StaffTable } from './parts/StaffTable'
import { useOrgTree } from './queries'

const TREE_HEIGHT = 560
const FEW = 40

export default function OrgPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const [filters, setFilters, clear] = useFilters()
  const departments = useDepartments()
  const orgTree = useOrgTree()
  const [find, setFind] = useState('')
  const all = departments.data?.items
  const tree = useMemo(() => departmentTree(all ?? [], find), [all, find])
  const { q, department_id, status, store_id } = filters
  const title = (node: DepartmentNode) => (
    <span className="row" style={{ flexWrap: 'nowrap', gap: 6 }}>
      <span className="ellipsis grow">{node.title}</span>
      <span className="muted num">{int(node.count, lang)}</span>
    </span>
  )
  const storeOptions = (orgTree.data?.stores ?? []).map((s) => ({ value: s.id, label: `${s.name} (${s.code})` }))
  const chosen = all?.find((d) => d.id === department_id)
  return (
    <div className="page">
      <PageHead
        title={t('nav.org')}
        sub={
          chosen ? `${chosen.name} · ${t('org.staffTotal', { n: int(chosen.staff_total, lang) })}` : t('org.orgHint')
        }
        extra={
          can('org.write') && (
            <GoButton icon={<ImportOutlined />} to="/settings/stores/import?kind=staff">
              {t('org.importStaff')}
            </GoButton>
          )
        }
      />
      <div className="cols side-main">
        <Card title={t('org.departments')}>
          <Await query={departments}>
            <div className="stack">
              <Input
                aria-label={t('org.findDepartment')}
                placeholder={t('org.findDepartment')}
                allowClear
                size="small"
                value={find}
                onChange={(e) => setFind(e.target.value)}
              />
              {tree.length === 0 ? (
                <p className="muted">{find ? t('common.noMatch') : t('org.noDepartments')}</p>
              ) : (
                <Tree<DepartmentNode>
                  key={find ? 'found' : 'all'}
                  aria-label={t('org.departments')}
                  treeData={tree}
                  titleRender={title}
                  height={TREE_HEIGHT}
                  defaultExpandAll={Boolean(find) || (all?.length ?? 0) <= FEW}
                  defaultExpandedKeys={tree.map((n) => n.key)}
                  blockNode
                  selectedKeys={department_id ? [department_id] : []}
                  onSelect={(keys) => setFilters({ department_id: keys[0] ? String(keys[0]) : undefined })}
                />
              )}
            </div>
          </Await>
        </Card>
        <div className="stack">
          <div className="filters">
            <span data-search>
              <Input.Search
                key={q}
                aria-label={t('org.findStaff')}
                placeholder={t('org.findStaff')}
                defaultValue={q}
                allowClear
                onSearch={(v) => setFilters({ q: v })}
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
              showSearch={{ optionFilterProp: 'label' }}
              value={store_id}
              onChange={(v) => setFilters({ store_id: v })}
              options={storeOptions}
              style={{ width: 220 }}
            />
          </div>
          <StaffTable
            filter={{ q, department_id, status, store_id }}
            storeOptions={storeOptions}
            writable={can('org.write')}
            onClear={clear}
          />
        </div>
      </div>
    </div>
  )
}

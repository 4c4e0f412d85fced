import { DatePicker, Segmented, Select, TreeSelect } from 'antd'
import dayjs from 'dayjs'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDepartments } from '@/pickers/queries'
import { StaffSelect } from '@/pickers/StaffPicker'
import type { Filters as Asked } from '@/ui/url'
import { PRESETS, type Preset, type Range } from '../period'
import { useCodes, useRegions, useStores } from '../queries'

const DAY = 'YYYY-MM-DD'
type Node = { id: string; parent_id: string | null; name: string }
type Branch = { value: string; title: string; children: Branch[] }
const branches = (all: Node[], parent: string | null): Branch[] =>
  all
    .filter((n) => (n.parent_id && all.some((p) => p.id === n.parent_id) ? n.parent_id : null) === parent)
    .map((n) => ({ value: n.id, title: n.name, children: branches(all, n.id) }))

function Tree(props: { label: string; nodes: Node[]; value?: string; onChange: (id: string | undefined) => void }) {
  const data = useMemo(() => branches(props.nodes, null), [props.nodes])
  return (
    <TreeSelect
      aria-label={props.label}
      placeholder={props.label}
      value={props.value}
      onChange={(v: string | undefined) => props.onChange(v)}
      treeData={data}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeDefaultExpandAll={data.length < 20}
      allowClear
      style={{ minWidth: 130 }}
    />
  )
}

/** What the whole page is about; all of it stands in the address. */
export function BoardFilters(props: {
  asked: Asked
  range: Range & { preset?: Preset }
  today: string
  onChange: (patch: Asked) => void
}) {
  const { t } = useTranslation()
  const { asked, range, onChange } = props
  const departments = useDepartments()
  const stores = useStores()
  const regions = useRegions()
  const codes = useCodes(range)
  return (
    <search className="filters board-filters" aria-label={t('insight.filters')}>
      <Segmented
        aria-label={t('insight.rangeName')}
        value={range.preset ?? ''}
        onChange={(v) => onChange({ range: v, from: undefined, to: undefined })}
        options={PRESETS.map((p) => ({ value: p, label: t(`insight.range.${p}`) }))}
      />
      <DatePicker.RangePicker
        aria-label={t('insight.dates')}
        allowClear={false}
        value={[dayjs(range.from), dayjs(range.to)]}
        maxDate={dayjs(props.today)}
        placeholder={[t('insight.from'), t('insight.to')]}
        onChange={(v) => v?.[0] && v[1] && onChange({ from: v[0].format(DAY), to: v[1].format(DAY), range: undefined })}
      />
      <Select
        aria-label={t('insight.compare')}
        value={asked.compare ?? 'previous'}
        onChange={(v) => onChange({ compare: v === 'previous' ? undefined : v })}
        options={(['previous', 'year', 'none'] as const).map((v) => ({ value: v, label: t(`insight.compareBy.${v}`) }))}
        style={{ minWidth: 130 }}
      />
      <Tree
        label={t('insight.region')}
        nodes={regions.data?.items ?? []}
        value={asked.region_id}
        onChange={(v) => onChange({ region_id: v })}
      />
      <Select
        aria-label={t('insight.store')}
        placeholder={t('insight.store')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={asked.store_id}
        onChange={(v) => onChange({ store_id: v })}
        options={(stores.data?.items ?? []).map((s) => ({ value: s.id, label: s.name }))}
        style={{ minWidth: 130 }}
      />
      <Tree
        label={t('insight.department')}
        nodes={departments.data?.items ?? []}
        value={asked.department_id}
        onChange={(v) => onChange({ department_id: v })}
      />
      <StaffSelect label={t('insight.staff')} value={asked.staff_id} onChange={(v) => onChange({ staff_id: v })} />
      <Select
        aria-label={t('insight.code')}
        placeholder={t('insight.code')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={asked.code_token}
        onChange={(v) => onChange({ code_token: v })}
        options={(codes.data ?? []).map((c) => ({ value: c.key, label: c.label }))}
        style={{ minWidth: 140 }}
      />
    </search>
  )
}

import { Button, DatePicker, Drawer, Form, Select, TreeSelect } from 'antd'
import dayjs from 'dayjs'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeSelect } from '@/pickers/code/CodeSelect'
import { useDepartments } from '@/pickers/queries'
import { TagPicker } from '@/pickers/TagPicker'
import type { Filters } from '@/ui/url'
import { idsOf, idsText, MORE } from './filters'
import { useDayPresets } from './presets'
import { useRegionOffer, useStoreOffer } from './queries'

type Node = { id: string; parent_id: string | null; name: string }
type Branch = { value: string; title: string; children: Branch[] }

function treeOf(nodes: Node[]): Branch[] {
  const branches = new Map(nodes.map((n) => [n.id, { value: n.id, title: n.name, children: [] as Branch[] }]))
  const roots: Branch[] = []
  for (const n of nodes) {
    const above = n.parent_id === null ? undefined : branches.get(n.parent_id)
    ;(above?.children ?? roots).push(branches.get(n.id)!)
  }
  return roots
}

/** What is asked for seldom; it applies at once, and stands in the address as the rest does. */
export function MoreFilters(props: { filters: Filters; set: (patch: Filters) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const { filters, set } = props
  const presets = useDayPresets()
  const stores = useStoreOffer()
  const regions = useRegionOffer()
  const departments = useDepartments()
  const regionTree = useMemo(() => treeOf(regions.data ?? []), [regions.data])
  const departmentTree = useMemo(() => treeOf(departments.data?.items ?? []), [departments.data])
  const choice = (name: string, label: string, options: { value: string; label: string }[], loading: boolean) => (
    <Form.Item label={label} htmlFor={`more-${name}`}>
      <Select
        id={`more-${name}`}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        loading={loading}
        placeholder={t('common.all')}
        value={filters[name]}
        onChange={(v) => set({ [name]: v })}
        options={options}
      />
    </Form.Item>
  )
  const tree = (name: string, label: string, data: Branch[], loading: boolean) => (
    <Form.Item label={label} htmlFor={`more-${name}`}>
      <TreeSelect
        id={`more-${name}`}
        allowClear
        treeDefaultExpandAll
        showSearch={{ treeNodeFilterProp: 'title' }}
        loading={loading}
        placeholder={t('common.all')}
        treeData={data}
        value={filters[name]}
        onChange={(v?: string) => set({ [name]: v })}
      />
    </Form.Item>
  )
  return (
    <Drawer
      open
      size={420}
      title={t('customer.list.more')}
      onClose={props.onClose}
      footer={
        <div className="row">
          <Button onClick={() => set(Object.fromEntries(MORE.map((name) => [name, undefined])))}>
            {t('customer.list.clearMore')}
          </Button>
          <span className="grow" />
          <Button type="primary" onClick={props.onClose}>
            {t('common.done')}
          </Button>
        </div>
      }
    >
      <Form layout="vertical">
        <Form.Item label={t('customer.list.withoutTags')} htmlFor="more-without">
          <TagPicker
            id="more-without"
            multiple
            label={t('customer.list.withoutTags')}
            placeholder={t('customer.list.withoutTagsHint')}
            value={idsOf(filters.without_tag_ids)}
            onChange={(ids) => set({ without_tag_ids: idsText(ids) })}
          />
        </Form.Item>
        {choice(
          'store_id',
          t('customer.list.store'),
          (stores.data ?? []).map((s) => ({ value: s.id, label: s.name })),
          stores.isFetching,
        )}
        {tree('region_id', t('customer.list.region'), regionTree, regions.isFetching)}
        {tree('department_id', t('customer.list.department'), departmentTree, departments.isFetching)}
        <Form.Item label={t('customer.list.code')} htmlFor="more-code_token">
          <CodeSelect
            id="more-code_token"
            by="token"
            label={t('customer.list.code')}
            placeholder={t('common.all')}
            value={filters.code_token}
            onChange={(code_token) => set({ code_token })}
          />
        </Form.Item>
        <Form.Item label={t('customer.lastEvent')} htmlFor="more-last">
          <DatePicker.RangePicker
            id="more-last"
            allowEmpty={[true, true]}
            presets={presets}
            value={[
              filters.last_event_from ? dayjs(filters.last_event_from) : null,
              filters.last_event_to ? dayjs(filters.last_event_to) : null,
            ]}
            onChange={(range) =>
              set({
                last_event_from: range?.[0]?.format('YYYY-MM-DD'),
                last_event_to: range?.[1]?.format('YYYY-MM-DD'),
              })
            }
            style={{ width: '100%' }}
          />
        </Form.Item>
      </Form>
    </Drawer>
  )
}

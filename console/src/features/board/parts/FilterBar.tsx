import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Popover, Select } from 'antd'
import { useState } from 'react'
import { FilterBuilder } from '@/answers/pick/FilterBuilder'
import { RangePicker } from '@/answers/pick/RangePicker'
import { useTopValues } from '@/answers/queries'
import { useNames } from '@/answers/show'
import type { BoardFilter, OwnerOf } from '@/answers/tile/queries'
import { useCan } from '@/api/me'
import { useAllStaff, useDepartments, useStores } from '@/pickers/queries'
import { countOf } from '../filter'
import { useBoardTexts } from '../texts'

type Props = { value: BoardFilter; onChange: (filter: BoardFilter) => void }
const ownerText = (owner: OwnerOf | undefined) => owner && `${owner.kind}:${owner.id}`
const ownerOf = (text: string | undefined): OwnerOf | undefined => {
  const [kind, id] = text?.split(':') ?? []
  return kind && id ? { kind: kind as OwnerOf['kind'], id } : undefined
}

/** Whose figures: of a store, a department or a member of staff. */
function OwnerSelect({ value, onChange }: Props) {
  const w = useBoardTexts()
  const stores = useStores()
  const departments = useDepartments()
  const staff = useAllStaff()
  const group = (kind: OwnerOf['kind'], items: { id: string; name: string }[] | undefined) => ({
    label: w.ownerOf[kind],
    options: (items ?? []).map((i) => ({ value: `${kind}:${i.id}`, label: i.name })),
  })
  return (
    <Select
      aria-label={w.owner}
      placeholder={w.owner}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={stores.isLoading || departments.isLoading || staff.isLoading}
      value={ownerText(value.owner)}
      onChange={(text: string | undefined) => onChange({ ...value, owner: ownerOf(text) })}
      options={[group('store', stores.data), group('department', departments.data?.items), group('staff', staff.data)]}
      popupMatchSelectWidth={false}
      style={{ minWidth: 150 }}
    />
  )
}

function ChannelSelect({ value, onChange }: Props) {
  const w = useBoardTexts()
  const names = useNames()
  const [isOpen, setOpen] = useState(false)
  const top = useTopValues('channel', isOpen || (value.channel ?? []).length > 0)
  const known = [...new Set([...(value.channel ?? []), ...(top.data ?? []).map(String)])]
  return (
    <Select
      mode="multiple"
      aria-label={w.channel}
      placeholder={w.channel}
      allowClear
      loading={top.isLoading}
      maxTagCount="responsive"
      value={value.channel ?? []}
      onOpenChange={setOpen}
      onChange={(channel: string[]) => onChange({ ...value, channel })}
      options={known.map((v) => ({ value: v, label: names.value('channel', v) }))}
      optionFilterProp="label"
      style={{ minWidth: 140 }}
    />
  )
}

/** The conditions of a whole board: period, comparison, channel, whose, and whatever else a query can ask. */
export function FilterBar({ value, onChange }: Props) {
  const w = useBoardTexts()
  const can = useCan()
  const count = value.filters === undefined ? 0 : countOf(value.filters)
  return (
    <>
      <span className="muted">{value.range ? w.wholeRange : w.tileRange}</span>
      <RangePicker value={value.range ?? { days: 0 }} onChange={(range) => onChange({ ...value, range })} />
      {value.range && (
        <Button size="small" type="link" onClick={() => onChange({ ...value, range: undefined })}>
          {w.own}
        </Button>
      )}
      <Select
        aria-label={w.compare}
        placeholder={w.compare}
        allowClear
        value={value.compare}
        onChange={(compare: BoardFilter['compare']) => onChange({ ...value, compare })}
        options={(['previous', 'year', 'none'] as const).map((c) => ({ value: c, label: w.compareOf[c] }))}
        popupMatchSelectWidth={false}
        style={{ minWidth: 120 }}
      />
      <ChannelSelect value={value} onChange={onChange} />
      {can('org.read') && <OwnerSelect value={value} onChange={onChange} />}
      <Popover
        trigger="click"
        placement="bottomRight"
        destroyOnHidden
        title={w.conditions}
        content={
          <div className="board-conditions">
            <p className="muted">{w.conditionsHint}</p>
            <FilterBuilder
              value={value.filters}
              onChange={(filters) => onChange({ ...value, filters })}
              {...(count === 0 ? { begun: '' } : {})}
            />
          </div>
        }
      >
        <Badge count={count} size="small">
          <Button icon={<FilterOutlined />}>{w.conditions}</Button>
        </Badge>
      </Popover>
    </>
  )
}

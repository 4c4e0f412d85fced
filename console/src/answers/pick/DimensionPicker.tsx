import { Select } from 'antd'
import { useState } from 'react'
import { useNames } from '../show'
import { useAnswerTexts } from '../texts'

const TIMES = ['day', 'week', 'month', 'weekday', 'hour_of_day']
const OTHERS = ['type', 'source', 'object', 'actor']
const PROPERTIES = [
  'store_id',
  'staff_id',
  'add_way',
  'channel',
  'shop',
  'platform',
  'category',
  'city',
  'paid_fen',
  'amount_fen',
  'quantity',
]

/** What divides: a time, a part of the event, or a property typed by name. */
export function DimensionPicker(props: {
  value: string | undefined
  onChange: (name: string | undefined) => void
  /** Of a condition: times are none. */
  isVariable?: boolean
  label?: string
}) {
  const w = useAnswerTexts()
  const names = useNames()
  const [typed, setTyped] = useState('')
  const known = [...(props.isVariable ? [] : TIMES), ...OTHERS, ...PROPERTIES.map((p) => `property.${p}`)]
  const own = /^[\w.\u4e00-\u9fff-]+$/.test(typed) ? [`property.${typed}`] : []
  const all = [...new Set([...(props.value ? [props.value] : []), ...known, ...own])]
  return (
    <Select
      aria-label={props.label ?? w.dimension}
      placeholder={props.isVariable ? w.property : w.noDimension}
      allowClear
      showSearch={{ optionFilterProp: 'search', onSearch: setTyped }}
      value={props.value}
      onChange={props.onChange}
      options={all.map((name) => ({
        value: name,
        label: names.dimension(name),
        search: `${names.dimension(name)} ${name}`,
      }))}
      style={{ minWidth: 150 }}
      popupMatchSelectWidth={false}
    />
  )
}

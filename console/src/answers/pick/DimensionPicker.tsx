import { Select } from 'antd'
import { useState } from 'react'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { useFacts } from '../queries'
import { useNames } from '../show'
import { useAnswerTexts } from '../texts'

const TIMES = ['day', 'week', 'month', 'weekday', 'hour_of_day']
/** Of times what conditions can ask; days are what the range is for. */
const CLOCK = ['weekday', 'hour_of_day']
const OTHERS = ['type', 'source', 'channel', 'object', 'actor']
const PROPERTIES = [
  'store_id',
  'staff_id',
  'add_way',
  'channel',
  'shop',
  'platform',
  'category',
  'city',
  'province',
  'title',
  'paid_fen',
  'amount_fen',
  'quantity',
]

/** What can be asked of people, by what it is called: as far as one may. */
function usePeopleNames(isWanted: boolean): Map<string, string> {
  const w = useAnswerTexts()
  const lang = useLang()
  const can = useCan()
  const facts = useFacts(isWanted)
  if (!isWanted) return new Map()
  return new Map([
    ...(can('segment.read') ? [['in_segment', w.audience] as const] : []),
    ...(can('tag.read') && can('customer.read') ? [['has_tag', w.tag] as const] : []),
    ...(facts.data?.variables ?? []).map(
      (v) => [`customer.${v.name}`, (lang === 'en-US' ? v.label : v.label_zh) || v.name] as const,
    ),
  ])
}

/** What divides: a time, a part of the event, or a property typed by name. */
export function DimensionPicker(props: {
  value: string | undefined
  onChange: (name: string | undefined) => void
  /** Of a condition: times are none. */
  isVariable?: boolean
  /** Also who somebody is: audiences, tags, attributes. */
  hasPeople?: boolean
  label?: string
}) {
  const w = useAnswerTexts()
  const names = useNames()
  const [typed, setTyped] = useState('')
  const known = [...(props.isVariable ? CLOCK : TIMES), ...OTHERS, ...PROPERTIES.map((p) => `property.${p}`)]
  const own = /^[\w.\u4e00-\u9fff-]+$/.test(typed) ? [`property.${typed}`] : []
  const people = usePeopleNames(props.hasPeople ?? false)
  const all = [...new Set([...(props.value && !people.has(props.value) ? [props.value] : []), ...known, ...own])]
  const option = (name: string) => {
    const label = people.get(name) ?? names.dimension(name)
    return { value: name, label, search: `${label} ${name}` }
  }
  type Option = { label: string; value?: string; search?: string; options?: ReturnType<typeof option>[] }
  const options: Option[] =
    people.size === 0
      ? all.map(option)
      : [
          { label: w.who, options: [...people.keys()].map(option) },
          { label: w.event, options: all.map(option) },
        ]
  return (
    <Select
      aria-label={props.label ?? w.dimension}
      placeholder={props.isVariable ? w.property : w.noDimension}
      allowClear
      showSearch={{ optionFilterProp: 'search', onSearch: setTyped }}
      value={props.value}
      onChange={props.onChange}
      options={options}
      style={{ minWidth: 150 }}
      popupMatchSelectWidth={false}
    />
  )
}

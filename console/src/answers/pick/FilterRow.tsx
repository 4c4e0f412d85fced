import { CloseOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Select } from 'antd'
import { useState } from 'react'
import { useWord } from '@/i18n'
import { TagPicker } from '@/pickers/TagPicker'
import { useAudiences, useFacts, useTopValues } from '../queries'
import { useNames } from '../show'
import { useAnswerTexts } from '../texts'
import { DimensionPicker } from './DimensionPicker'
import { type Filter, type FilterOp, isFact, isSet, listOf } from './filter'

const OPS: FilterOp[] = ['==', '!=', '>', '>=', '<', '<=', 'in', 'there', 'absent']
const SET_OPS: FilterOp[] = ['==', '!=']

type Props = { value: Filter; onChange: (f: Filter) => void }

/** Of audiences and tags: which of them. */
function SetParts({ value: f, onChange }: Props) {
  const w = useAnswerTexts()
  const audiences = useAudiences(f.name === 'in_segment')
  const ids = listOf(f.value)
  const set = (next: string[]) => onChange({ ...f, value: next.join(', ') })
  if (f.name === 'has_tag')
    return (
      <span style={{ minWidth: 200, maxWidth: '100%' }}>
        <TagPicker multiple label={w.tag} value={ids} onChange={set} />
      </span>
    )
  return (
    <Select
      aria-label={w.audience}
      placeholder={w.audience}
      mode="multiple"
      loading={audiences.isLoading}
      value={ids}
      onChange={set}
      options={(audiences.data?.items ?? []).map((s) => ({ value: s.id, label: s.name }))}
      optionFilterProp="label"
      style={{ minWidth: 200, maxWidth: '100%' }}
    />
  )
}

/** A value typed or chosen: of events those that happened, of people those there are. */
function ValueParts({ value: f, onChange }: Props) {
  const w = useAnswerTexts()
  const names = useNames()
  const word = useWord()
  const [isOpen, setOpen] = useState(false)
  const facts = useFacts(isFact(f.name))
  const top = useTopValues(f.name, isOpen && f.name !== '' && !isFact(f.name))
  const fact = facts.data?.variables.find((v) => `customer.${v.name}` === f.name)
  const choices = fact?.type === 'flag' ? ['true', 'false'] : (fact?.choices ?? [])
  const called = (v: string) =>
    f.name === 'customer.gender' ? word('gender', v) : v === 'true' ? w.yes : v === 'false' ? w.no : v
  const options = fact
    ? choices.map((v) => ({ value: v, label: called(v) }))
    : (top.data ?? []).map((v) => ({ value: String(v), label: names.value(f.name, v) }))
  // What has a name is told by it.
  if ((f.name === 'type' || f.name === 'source' || f.name === 'channel') && (f.op === '==' || f.op === '!='))
    return (
      <Select
        aria-label={w.value}
        placeholder={w.value}
        value={f.value || undefined}
        showSearch={{ optionFilterProp: 'label' }}
        onOpenChange={setOpen}
        onChange={(value: string) => onChange({ ...f, value })}
        options={[...new Set([...(f.value ? [f.value] : []), ...(top.data ?? []).map(String)])].map((v) => ({
          value: v,
          label: names.value(f.name, v),
        }))}
        style={{ width: 160 }}
      />
    )
  return (
    <AutoComplete
      aria-label={w.value}
      placeholder={w.value}
      value={f.value}
      onOpenChange={setOpen}
      onChange={(value: string) => onChange({ ...f, value: value ?? '' })}
      options={options}
      style={{ width: 160 }}
    />
  )
}

/** One condition: of the event, or of who somebody is. */
export function FilterRow(props: Props & { onDrop: () => void }) {
  const w = useAnswerTexts()
  const { value: f, onChange } = props
  const signs: Partial<Record<FilterOp, string>> = {
    '==': '=',
    '!=': '≠',
    '>=': '≥',
    '<=': '≤',
    in: w.isOneOf,
    there: w.isThere,
    absent: w.isNotThere,
  }
  const setSigns: Partial<Record<FilterOp, string>> = { '==': w.isIn, '!=': w.isNotIn }
  const ops = isSet(f.name) ? SET_OPS : OPS
  const rename = (name: string | undefined) =>
    onChange(
      isSet(name ?? '') || isSet(f.name)
        ? { name: name ?? '', op: '==', value: '' }
        : { ...f, name: name ?? '', value: isFact(name ?? '') || isFact(f.name) ? '' : f.value },
    )
  return (
    <div className="row" style={{ gap: 6 }}>
      <DimensionPicker value={f.name || undefined} onChange={rename} isVariable hasPeople />
      <Select
        aria-label={w.operator}
        value={ops.includes(f.op) ? f.op : '=='}
        onChange={(op) => onChange({ ...f, op })}
        options={ops.map((op) => ({ value: op, label: (isSet(f.name) ? setSigns[op] : signs[op]) ?? op }))}
        popupMatchSelectWidth={false}
      />
      {isSet(f.name) && <SetParts value={f} onChange={onChange} />}
      {!isSet(f.name) && f.op !== 'there' && f.op !== 'absent' && <ValueParts value={f} onChange={onChange} />}
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={w.remove} onClick={props.onDrop} />
    </div>
  )
}

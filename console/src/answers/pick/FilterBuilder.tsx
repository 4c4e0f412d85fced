import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTopValues } from '../queries'
import { useNames } from '../show'
import { useAnswerTexts } from '../texts'
import type { Logic } from '../types'
import { DimensionPicker } from './DimensionPicker'
import { type Filter, type FilterOp, type Filters, filtersOf, logicOf } from './filter'

const OPS: FilterOp[] = ['==', '!=', '>', '>=', '<', '<=', 'in', 'there', 'absent']
const NEW: Filter = { name: '', op: '==', value: '' }

function FilterRow(props: { value: Filter; onChange: (f: Filter) => void; onDrop: () => void }) {
  const w = useAnswerTexts()
  const names = useNames()
  const { value: f, onChange } = props
  const [isOpen, setOpen] = useState(false)
  const top = useTopValues(f.name, isOpen && f.name !== '')
  const signs: Partial<Record<FilterOp, string>> = {
    '==': '=',
    '!=': '≠',
    '>=': '≥',
    '<=': '≤',
    in: w.isOneOf,
    there: w.isThere,
    absent: w.isNotThere,
  }
  return (
    <div className="row" style={{ gap: 6 }}>
      <DimensionPicker
        value={f.name || undefined}
        onChange={(name) => onChange({ ...f, name: name ?? '' })}
        isVariable
      />
      <Select
        aria-label={w.operator}
        value={f.op}
        onChange={(op) => onChange({ ...f, op })}
        options={OPS.map((op) => ({ value: op, label: signs[op] ?? op }))}
        popupMatchSelectWidth={false}
      />
      {f.op !== 'there' && f.op !== 'absent' && (
        <AutoComplete
          aria-label={w.value}
          placeholder={w.value}
          value={f.value}
          onOpenChange={setOpen}
          onChange={(value: string) => onChange({ ...f, value: value ?? '' })}
          options={(top.data ?? []).map((v) => ({ value: String(v), label: names.value(f.name, v) }))}
          style={{ width: 160 }}
        />
      )}
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={w.remove} onClick={props.onDrop} />
    </div>
  )
}

/** Conditions on events, all or any of them; one written by hand is shown as it is. */
export function FilterBuilder({
  value,
  onChange,
}: {
  value: Logic | undefined
  onChange: (logic: Logic | undefined) => void
}) {
  const w = useAnswerTexts()
  // What is being typed stands here: half a condition is none yet.
  const [draft, setDraft] = useState<Filters | null>(() => filtersOf(value))
  if (draft === null) return <code className="mono">{JSON.stringify(value)}</code>
  const set = (next: Filters) => {
    setDraft(next)
    onChange(logicOf(next))
  }
  return (
    <div className="row" style={{ gap: 8, flexWrap: 'wrap', maxWidth: '100%' }}>
      {draft.list.length > 1 && (
        <Segmented
          size="small"
          value={draft.any ? 'any' : 'all'}
          onChange={(v) => set({ ...draft, any: v === 'any' })}
          options={[
            { value: 'all', label: w.all },
            { value: 'any', label: w.any },
          ]}
        />
      )}
      {draft.list.map((f, i) => (
        <FilterRow
          key={i}
          value={f}
          onChange={(next) => set({ ...draft, list: draft.list.map((o, at) => (at === i ? next : o)) })}
          onDrop={() => set({ ...draft, list: draft.list.filter((_, at) => at !== i) })}
        />
      ))}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => setDraft({ ...draft, list: [...draft.list, NEW] })}
      >
        {w.addFilter}
      </Button>
    </div>
  )
}

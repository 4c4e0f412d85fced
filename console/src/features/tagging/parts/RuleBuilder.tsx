import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Radio, Select } from 'antd'
import { useLang } from '@/i18n'
import { TagPicker } from '@/pickers/TagPicker'
import type { RuleWords, Variable } from '../queries'
import type { Condition, Conditions } from './rule'
import { useTexts } from './texts'

const OPS = ['==', '!=', '>', '>=', '<', '<=']
const opLabel: Record<string, string> = { '==': '=', '!=': '≠', '>': '>', '>=': '≥', '<': '<', '<=': '≤' }
const opsOf = (type: string) => (type === 'number' || type === 'date' || type === 'time' ? OPS : ['==', '!='])

/** A fresh condition of a kind. */
function fresh(kind: Condition['kind'], words: RuleWords): Condition {
  const name = words.variables[0]?.name ?? ''
  const type = words.event_types[0]?.type ?? ''
  switch (kind) {
    case 'value':
      return { kind, name: 'gender', op: '==', value: 'female' }
    case 'one_of':
      return { kind, name: 'gender', values: [] }
    case 'empty':
      return { kind, name }
    case 'did':
    case 'did_not':
      return { kind, type, window: '30d' }
    case 'count':
      return { kind, type, window: '30d', op: '>=', value: 2 }
    case 'sum':
      return { kind, type, property: 'amount_fen', window: '30d', op: '>=', value: 10000 }
    case 'tag':
      return { kind, ids: [] }
  }
}

function ValueInput(props: {
  variable: Variable | undefined
  value: string | number | boolean
  onChange: (value: string | number | boolean) => void
}) {
  const w = useTexts()
  const { variable, value, onChange } = props
  if (variable?.type === 'flag')
    return (
      <Select
        aria-label={w.value}
        value={String(value)}
        onChange={(v) => onChange(v === 'true')}
        options={[
          { value: 'true', label: w.yes },
          { value: 'false', label: w.no },
        ]}
      />
    )
  if (variable?.type === 'enum')
    return (
      <Select
        aria-label={w.value}
        value={String(value)}
        onChange={onChange}
        options={variable.choices.map((c) => ({ value: c, label: c }))}
        style={{ minWidth: 120 }}
      />
    )
  if (variable?.type === 'number' || variable?.type === 'time')
    return <InputNumber aria-label={w.value} value={Number(value) || 0} onChange={(v) => onChange(v ?? 0)} />
  return (
    <Input
      aria-label={w.value}
      value={String(value)}
      placeholder={variable?.type === 'date' ? '2026-11-25' : ''}
      onChange={(e) => onChange(e.target.value)}
      style={{ width: 140 }}
    />
  )
}

function Parts(props: { condition: Condition; words: RuleWords; onChange: (c: Condition) => void }) {
  const w = useTexts()
  const lang = useLang()
  const { condition: c, words, onChange } = props
  const names = words.variables.map((v) => ({ value: v.name, label: lang === 'en-US' ? v.label : v.label_zh }))
  const types = words.event_types.map((e) => ({ value: e.type, label: e.type }))
  const windows = Object.entries(w.windowOf).map(([value, label]) => ({ value, label }))
  if (c.kind === 'tag')
    return <TagPicker multiple label={w.tag} value={c.ids} onChange={(ids) => onChange({ ...c, ids })} />
  if (c.kind === 'value' || c.kind === 'one_of' || c.kind === 'empty') {
    const variable = words.variables.find((v) => v.name === c.name)
    return (
      <>
        <Select
          aria-label={w.name}
          showSearch={{ optionFilterProp: 'label' }}
          value={c.name}
          options={names}
          style={{ minWidth: 130 }}
          onChange={(name) => {
            const next = words.variables.find((v) => v.name === name)
            const value = next?.type === 'flag' ? true : next?.type === 'number' ? 0 : (next?.choices[0] ?? '')
            onChange(c.kind === 'value' ? { ...c, name, op: '==', value } : { ...c, name })
          }}
        />
        {c.kind === 'value' && (
          <>
            <Select
              aria-label={w.kind}
              value={c.op}
              onChange={(op) => onChange({ ...c, op })}
              options={opsOf(variable?.type ?? '').map((op) => ({ value: op as '==', label: opLabel[op] }))}
            />
            <ValueInput variable={variable} value={c.value} onChange={(value) => onChange({ ...c, value })} />
          </>
        )}
        {c.kind === 'one_of' && (
          <Select
            aria-label={w.value}
            mode="tags"
            value={c.values}
            onChange={(values) => onChange({ ...c, values })}
            options={variable?.choices.map((v) => ({ value: v, label: v })) ?? []}
            style={{ minWidth: 200 }}
          />
        )}
      </>
    )
  }
  return (
    <>
      <Select
        aria-label={w.eventType}
        showSearch
        value={c.type}
        onChange={(type) => onChange({ ...c, type })}
        options={types}
        style={{ minWidth: 160 }}
      />
      <Select
        aria-label={w.lastAt}
        value={c.window}
        onChange={(window) => onChange({ ...c, window })}
        options={
          windows.some((o) => o.value === c.window) ? windows : [...windows, { value: c.window, label: c.window }]
        }
        style={{ minWidth: 110 }}
      />
      {c.kind === 'sum' && (
        <Input
          aria-label={w.property}
          value={c.property}
          onChange={(e) => onChange({ ...c, property: e.target.value })}
          style={{ width: 120 }}
        />
      )}
      {(c.kind === 'count' || c.kind === 'sum') && (
        <>
          <Select
            aria-label={w.kind}
            value={c.op}
            onChange={(op) => onChange({ ...c, op } as Condition)}
            options={(c.kind === 'count' ? ['>=', '<', '=='] : ['>=', '<']).map((op) => ({
              value: op as '>=',
              label: opLabel[op],
            }))}
          />
          <InputNumber aria-label={w.value} value={c.value} onChange={(v) => onChange({ ...c, value: v ?? 0 })} />
        </>
      )}
    </>
  )
}

/** Conditions clicked together; all of them, or any. */
export function RuleBuilder(props: { words: RuleWords; value: Conditions; onChange: (value: Conditions) => void }) {
  const w = useTexts()
  const { words, value, onChange } = props
  const set = (at: number, c: Condition) =>
    onChange({ ...value, items: value.items.map((old, i) => (i === at ? c : old)) })
  return (
    <div className="stack tight">
      <Radio.Group
        aria-label={w.rule}
        value={value.all}
        onChange={(e) => onChange({ ...value, all: e.target.value })}
        options={[
          { value: true, label: w.all },
          { value: false, label: w.any },
        ]}
      />
      {value.items.map((c, i) => (
        <div className="row" key={i} style={{ gap: 6, flexWrap: 'wrap' }}>
          <Select
            aria-label={w.type}
            value={c.kind}
            onChange={(kind) => set(i, fresh(kind, words))}
            options={Object.entries(w.conditionOf).map(([kind, label]) => ({
              value: kind as Condition['kind'],
              label,
            }))}
            style={{ minWidth: 130 }}
          />
          <Parts condition={c} words={words} onChange={(next) => set(i, next)} />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={`${w.removed} ${i + 1}`}
            onClick={() => onChange({ ...value, items: value.items.filter((_, j) => j !== i) })}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => onChange({ ...value, items: [...value.items, fresh('value', words)] })}
        >
          {w.addCondition}
        </Button>
      </div>
    </div>
  )
}

import { Input, InputNumber, Select } from 'antd'
import { useLang, useWord } from '@/i18n'
import { opLabel } from './EventParts'
import type { Condition } from './rule'
import { useBuilderTexts } from './texts'
import type { RuleWords, Variable } from './words'

type Fact = Extract<Condition, { kind: 'value' | 'one_of' | 'empty' }>
const OPS = ['==', '!=', '>', '>=', '<', '<=']
const opsOf = (type: string) => (type === 'number' || type === 'date' || type === 'time' ? OPS : ['==', '!='])

/** What a value of our own words is called; of others the value itself. */
function useChoiceName(): (name: string, value: string) => string {
  const word = useWord()
  return (name, value) => {
    if (name === 'gender') return word('gender', value)
    if (name === 'kind') return word('customer_kind', value)
    return name === 'source' ? word('add_way', value) : value
  }
}

function ValueInput(props: {
  variable: Variable | undefined
  value: string | number | boolean
  onChange: (value: string | number | boolean) => void
}) {
  const w = useBuilderTexts()
  const choiceName = useChoiceName()
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
        options={variable.choices.map((c) => ({ value: c, label: choiceName(variable.name, c) }))}
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

/** A fact of the customer. */
export function FactParts(props: { condition: Fact; words: RuleWords; onChange: (c: Condition) => void }) {
  const w = useBuilderTexts()
  const choiceName = useChoiceName()
  const lang = useLang()
  const { condition: c, words, onChange } = props
  const names = words.variables.map((v) => ({ value: v.name, label: lang === 'en-US' ? v.label : v.label_zh }))
  const variable = words.variables.find((v) => v.name === c.name)
  const rename = (name: string) => {
    const next = words.variables.find((v) => v.name === name)
    const value = next?.type === 'flag' ? true : next?.type === 'number' ? 0 : (next?.choices[0] ?? '')
    if (c.kind === 'value') onChange({ ...c, name, op: '==', value })
    else onChange(c.kind === 'one_of' ? { ...c, name, values: [] } : { ...c, name })
  }
  return (
    <>
      <Select
        aria-label={w.name}
        showSearch={{ optionFilterProp: 'label' }}
        value={c.name}
        options={names}
        style={{ minWidth: 130 }}
        onChange={rename}
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
          options={variable?.choices.map((v) => ({ value: v, label: choiceName(c.name, v) })) ?? []}
          style={{ minWidth: 200 }}
        />
      )}
    </>
  )
}

import { Select } from 'antd'
import { useWord } from '@/i18n'
import { useAllStaff, useStores } from '../queries'
import type { Condition, RelationField } from './rule'
import { useBuilderTexts } from './texts'
import type { RuleWords } from './words'

type Relation = Extract<Condition, { kind: 'relation' }>

/** Open relations: with whom, of which store, by which code or way; with nothing chosen, any. */
export function RelationParts(props: { condition: Relation; words: RuleWords; onChange: (c: Condition) => void }) {
  const w = useBuilderTexts()
  const word = useWord()
  const staff = useAllStaff()
  const stores = useStores()
  const { condition: c, onChange } = props
  const ways = props.words.variables.find((v) => v.name === 'source')?.choices ?? []
  const options: Record<RelationField, { value: string; label: string }[]> = {
    staff_id: (staff.data ?? []).map((s) => ({ value: s.id, label: s.name })),
    store_id: (stores.data ?? []).map((s) => ({ value: s.id, label: s.name })),
    add_way: ways.map((way) => ({ value: way, label: word('add_way', way) })),
    state: [],
  }
  return (
    <>
      <Select
        aria-label={w.name}
        value={c.field}
        onChange={(field) => onChange({ ...c, field, values: [] })}
        options={Object.entries(w.relationOf).map(([value, label]) => ({ value: value as RelationField, label }))}
        style={{ minWidth: 100 }}
      />
      <Select
        aria-label={w.values}
        mode={c.field === 'state' ? 'tags' : 'multiple'}
        placeholder={w.any_relation}
        showSearch={{ optionFilterProp: 'label' }}
        value={c.values}
        onChange={(values) => onChange({ ...c, values })}
        options={options[c.field]}
        style={{ minWidth: 200 }}
      />
    </>
  )
}

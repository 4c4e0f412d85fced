import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import type { RowChange } from './rowFocus'
import type { Condition, Op, Where } from './rule'
import { useBuilderTexts } from './texts'
import type { RuleWords } from './words'

type EventCondition = Extract<Condition, { kind: 'did' | 'did_not' | 'count' | 'sum' }>
const OPS: Op[] = ['==', '!=', '>', '>=', '<', '<=']
export const opLabel: Record<string, string> = { '==': '=', '!=': '≠', '>': '>', '>=': '≥', '<': '<', '<=': '≤' }

/** One property of the event beside a value; what looks like a number is one. */
function WhereRow(props: { at: number; where: Where; onChange: (where: Where) => void; onDrop: () => void }) {
  const w = useBuilderTexts()
  const { where, onChange } = props
  return (
    <span className="row" style={{ gap: 4 }} role="group" aria-label={`${w.where} ${props.at + 1}`} data-row>
      <Input
        aria-label={w.property}
        placeholder={w.property}
        value={where.name}
        style={{ width: 110 }}
        onChange={(e) => onChange({ ...where, name: e.target.value })}
      />
      <Select
        aria-label={w.kind}
        value={where.op}
        onChange={(op) => onChange({ ...where, op })}
        options={OPS.map((op) => ({ value: op, label: opLabel[op] }))}
      />
      <Input
        aria-label={w.value}
        placeholder={w.value}
        value={String(where.value)}
        style={{ width: 110 }}
        onChange={(e) => {
          const text = e.target.value
          const isNumber = /^-?\d+(\.\d+)?$/.test(text) && text.length < 16
          onChange({ ...where, value: isNumber ? Number(text) : text })
        }}
      />
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={`${w.removed} ${w.where} ${props.at + 1}`}
        onClick={props.onDrop}
      />
    </span>
  )
}

/** What somebody did: type, when, what the event says, how often or how much. */
export function EventParts(props: {
  condition: EventCondition
  words: RuleWords
  onChange: (c: Condition, change?: RowChange) => void
}) {
  const w = useBuilderTexts()
  const { condition: c, words, onChange } = props
  const known = words.event_types.map((e) => e.type)
  const types = known.includes(c.type) || c.type === '' ? known : [c.type, ...known]
  const windows = Object.entries(w.windowOf).map(([value, label]) => ({ value, label }))
  const isMoney = c.kind === 'sum' && c.property.endsWith('_fen')
  const where = c.where ?? []
  const setWhere = (next: Where[], change?: RowChange) =>
    onChange({ ...c, where: next.length > 0 ? next : undefined }, change)
  return (
    <>
      <Select
        aria-label={w.eventType}
        showSearch={{ optionFilterProp: 'label' }}
        value={c.type}
        onChange={(type) => onChange({ ...c, type })}
        options={types.map((type) => ({ value: type, label: w.typeOf[type] ?? type }))}
        style={{ minWidth: 150 }}
      />
      <Select
        aria-label={w.window}
        value={c.window}
        onChange={(window) => onChange({ ...c, window })}
        options={
          windows.some((o) => o.value === c.window) ? windows : [...windows, { value: c.window, label: c.window }]
        }
        style={{ minWidth: 110 }}
      />
      {c.kind === 'sum' && (
        <Select
          aria-label={w.property}
          mode="tags"
          maxCount={2}
          value={[c.property]}
          onChange={(names) => onChange({ ...c, property: names.at(-1) ?? 'paid_fen' })}
          options={Object.entries(w.propertyOf).map(([value, label]) => ({ value, label }))}
          style={{ minWidth: 120 }}
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
          <InputNumber
            aria-label={w.value}
            value={isMoney ? c.value / 100 : c.value}
            min={0}
            suffix={isMoney ? w.yuan : c.kind === 'count' ? w.times : undefined}
            onChange={(v) => onChange({ ...c, value: isMoney ? Math.round((v ?? 0) * 100) : (v ?? 0) })}
            style={{ width: 130 }}
          />
        </>
      )}
      <span className="contents" data-rows>
        {where.map((one, i) => (
          <WhereRow
            key={i}
            at={i}
            where={one}
            onChange={(next) => setWhere(where.map((old, k) => (k === i ? next : old)))}
            onDrop={() =>
              setWhere(
                where.filter((_, k) => k !== i),
                { removed: [i] },
              )
            }
          />
        ))}
        <Button
          size="small"
          type="text"
          icon={<PlusOutlined />}
          data-add
          onClick={() => setWhere([...where, { name: '', op: '==', value: '' }], { added: [where.length] })}
        >
          {w.addWhere}
        </Button>
      </span>
    </>
  )
}

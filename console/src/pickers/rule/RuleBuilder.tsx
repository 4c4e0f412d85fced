import { DeleteOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { Button, Checkbox, Radio, Select } from 'antd'
import { useState } from 'react'
import { TagPicker } from '../TagPicker'
import { EventParts } from './EventParts'
import { FactParts } from './FactParts'
import { RelationParts } from './RelationParts'
import { type RowChange, type RowPath, useRowFocus } from './rowFocus'
import { type Condition, type Conditions, type Item, isGroup } from './rule'
import { useBuilderTexts } from './texts'
import type { BuilderExtra, RuleWords } from './words'
import './rule.css'

const NOTHING: BuilderExtra = { relations: false, groups: false, segments: [] }

/** A fresh condition of a kind. */
function fresh(kind: string, words: RuleWords): Condition {
  const name = words.variables[0]?.name ?? ''
  const type = words.event_types[0]?.type ?? ''
  switch (kind) {
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
      return { kind, type, property: 'paid_fen', window: '30d', op: '>=', value: 10000 }
    case 'orders':
      return { kind: 'count', type: 'order.paid', window: '365d', op: '>=', value: 2 }
    case 'spent':
      return { kind: 'sum', type: 'order.paid', property: 'paid_fen', window: '365d', op: '>=', value: 50000 }
    case 'tag':
      return { kind, ids: [] }
    case 'relation':
      return { kind, field: 'store_id', values: [] }
    case 'segment':
      return { kind, ids: [] }
    default:
      return { kind: 'value', name: 'gender', op: '==', value: 'female' }
  }
}

type PartsProps = {
  condition: Condition
  words: RuleWords
  extra: BuilderExtra
  onChange: (c: Condition, change?: RowChange) => void
}

function Parts(props: PartsProps) {
  const w = useBuilderTexts()
  const { condition: c, words, extra, onChange } = props
  if (c.kind === 'tag')
    return (
      <span style={{ minWidth: 200 }}>
        <TagPicker multiple label={w.tag} value={c.ids} onChange={(ids) => onChange({ ...c, ids })} />
      </span>
    )
  if (c.kind === 'relation') return <RelationParts condition={c} words={words} onChange={onChange} />
  if (c.kind === 'segment')
    return (
      <Select
        aria-label={w.segment}
        placeholder={w.segment}
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        value={c.ids}
        onChange={(ids) => onChange({ ...c, ids })}
        options={extra.segments.map((s) => ({ value: s.id, label: s.name }))}
        style={{ minWidth: 200 }}
      />
    )
  if (c.kind === 'did' || c.kind === 'did_not' || c.kind === 'count' || c.kind === 'sum')
    return <EventParts condition={c} words={words} onChange={onChange} />
  if (c.kind === 'value' || c.kind === 'one_of' || c.kind === 'empty')
    return <FactParts condition={c} words={words} onChange={onChange} />
  return null
}

/** A condition on a line: its kind, its parts, and away with it. */
function Line(props: PartsProps & { at: number; onDrop: () => void }) {
  const w = useBuilderTexts()
  const { condition, words, extra, onChange } = props
  const kinds = Object.entries(w.conditionOf).filter(
    ([kind]) =>
      (kind !== 'relation' || extra.relations) &&
      (kind !== 'segment' || extra.segments.length > 0 || condition.kind === 'segment'),
  )
  return (
    <div className="rule-line" role="group" aria-label={`${w.condition} ${props.at + 1}`} data-row>
      <Select
        aria-label={w.type}
        value={condition.kind as string}
        onChange={(kind) => onChange(fresh(kind, words))}
        options={kinds.map(([kind, label]) => ({ value: kind, label }))}
        style={{ minWidth: 130 }}
      />
      <Parts condition={condition} words={words} extra={extra} onChange={onChange} />
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={`${w.removed} ${props.at + 1}`}
        onClick={props.onDrop}
      />
    </div>
  )
}

type Props = {
  words: RuleWords
  value: Conditions
  onChange: (value: Conditions) => void
  extra?: BuilderExtra
}
type GroupProps = Required<Omit<Props, 'onChange'>> & {
  onChange: (value: Conditions, change: RowChange) => void
  /** Of a group within: its place, and takes it away. */
  within?: { at: number; onDrop: () => void }
}

const under = (at: number, { added, removed }: RowChange): RowChange => ({
  ...(added ? { added: [at, ...added] } : {}),
  ...(removed ? { removed: [at, ...removed] } : {}),
})

function Group({ words, value, onChange, extra, within }: GroupProps) {
  const w = useBuilderTexts()
  const set = (at: number, item: Item, change: RowChange = {}) =>
    onChange({ ...value, items: value.items.map((old, i) => (i === at ? item : old)) }, under(at, change))
  const add = (item: Item) => onChange({ ...value, items: [...value.items, item] }, { added: [value.items.length] })
  const drop = (at: number) => onChange({ ...value, items: value.items.filter((_, i) => i !== at) }, { removed: [at] })
  const name = within ? `${w.group} ${within.at + 1}` : w.group
  return (
    <div
      className={within ? 'rule-group' : 'stack tight'}
      role="group"
      aria-label={name}
      data-rows
      data-row={within ? '' : undefined}
    >
      <div className="row" style={{ gap: 12 }}>
        <Radio.Group
          aria-label={w.kind}
          value={value.all}
          onChange={(e) => onChange({ ...value, all: e.target.value }, {})}
          options={[
            { value: true, label: w.all },
            { value: false, label: w.any },
          ]}
        />
        {extra.groups && (
          <Checkbox
            checked={value.not ?? false}
            onChange={(e) => onChange({ ...value, not: e.target.checked || undefined }, {})}
          >
            {w.not} <small className="muted">{w.notHint}</small>
          </Checkbox>
        )}
        {within && (
          <>
            <span className="grow" />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`${w.removed} ${name}`}
              onClick={within.onDrop}
            />
          </>
        )}
      </div>
      {value.items.map((item, i) =>
        isGroup(item) ? (
          <Group
            key={i}
            words={words}
            extra={extra}
            value={item}
            onChange={(next, change) => (next.items.length > 0 ? set(i, next, change) : drop(i))}
            within={{ at: i, onDrop: () => drop(i) }}
          />
        ) : (
          <Line
            key={i}
            at={i}
            condition={item}
            words={words}
            extra={extra}
            onChange={(next, change) => set(i, next, change)}
            onDrop={() => drop(i)}
          />
        ),
      )}
      <div className="row">
        <Button size="small" icon={<PlusOutlined />} data-add onClick={() => add(fresh('value', words))}>
          {w.addCondition}
        </Button>
        {extra.groups && (
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => add({ all: false, items: [fresh('value', words)] })}
          >
            {w.addGroup}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Conditions clicked together; all of them, or any, or none; with `extra.groups` in groups. What was added has the
 * focus, after a removal its neighbour; the removal can be taken back until something else is changed. */
export function RuleBuilder({ words, value, onChange, extra = NOTHING }: Props) {
  const w = useBuilderTexts()
  const [gone, setGone] = useState<{ before: Conditions; path: RowPath } | null>(null)
  const [box, focusRow] = useRowFocus<HTMLDivElement>()
  const change = (next: Conditions, { added, removed }: RowChange) => {
    const path = added ?? removed
    if (path) focusRow(path)
    setGone(removed ? { before: value, path: removed } : null)
    onChange(next)
  }
  const undo = (was: { before: Conditions; path: RowPath }) => {
    focusRow(was.path)
    setGone(null)
    onChange(was.before)
  }
  return (
    <div className="stack tight" ref={box}>
      <Group words={words} value={value} extra={extra} onChange={change} />
      {gone && (
        <div>
          <Button size="small" icon={<UndoOutlined />} title="Ctrl Z" data-undo onClick={() => undo(gone)}>
            {w.undoRemoval}
          </Button>
        </div>
      )}
    </div>
  )
}

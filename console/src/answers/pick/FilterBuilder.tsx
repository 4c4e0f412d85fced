import { PlusOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useAnswerTexts } from '../texts'
import type { Logic } from '../types'
import { FilterRow } from './FilterRow'
import { type Filter, type Filters, filtersOf, logicOf } from './filter'

const NEW: Filter = { name: '', op: '==', value: '' }

/** Conditions on events and on who somebody is, all or any of them; one written by hand is shown as it is. */
export function FilterBuilder({
  value,
  onChange,
  begun,
}: {
  value: Logic | undefined
  onChange: (logic: Logic | undefined) => void
  /** A variable of which a condition is begun. */
  begun?: string
}) {
  const w = useAnswerTexts()
  // What is being typed stands here: half a condition is none yet.
  const [draft, setDraft] = useState<Filters | null>(() => {
    const known = filtersOf(value)
    return known && begun ? { ...known, list: [...known.list, { ...NEW, name: begun }] } : known
  })
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

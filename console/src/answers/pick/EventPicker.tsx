import { CloseOutlined, FilterOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { typesOf, useEventName } from '../eventName'
import { type EventType, useEventTypes } from '../queries'
import { useAnswerTexts } from '../texts'
import type { EventMeant, Logic } from '../types'
import { FilterBuilder } from './FilterBuilder'

const filtersOf = (e: EventMeant): Logic | undefined =>
  typeof e === 'object' && !Array.isArray(e) ? e.filters : undefined
const made = (types: string[], filters: Logic | undefined): EventMeant => {
  const event = types.length === 1 ? types[0]! : types
  return filters === undefined ? event : { event, filters }
}

/** One event, or any of several, with conditions of its own. */
export function EventPicker(props: {
  value: EventMeant
  onChange: (event: EventMeant) => void
  onDrop?: () => void
  /** What stands before it: the number of a step. */
  lead?: React.ReactNode
}) {
  const w = useAnswerTexts()
  const lang = useLang()
  const name = useEventName()
  const known = useEventTypes()
  const types = typesOf(props.value).filter((t) => t !== '')
  const filters = filtersOf(props.value)
  const named = (list: EventType[]) => list.map((e) => ({ value: e.type, label: name(e.type), count: e.count }))
  const all = known.data ?? []
  // What is chosen has its name though it has not happened yet.
  const unseen = types.filter((t) => t !== '*' && !all.some((e) => e.type === t))
  const options = [
    { value: '*', label: w.anyEvent, count: null as number | null },
    ...named(all.filter((e) => e.people > 0)),
    ...unseen.map((t) => ({ value: t, label: name(t), count: 0 })),
    { label: w.systemEvents, options: named(all.filter((e) => e.people === 0)) },
  ]
  return (
    <div className="event-line">
      {props.lead}
      <Select
        mode="multiple"
        aria-label={w.event}
        placeholder={w.chooseEvent}
        loading={known.isPending}
        value={types}
        onChange={(next) =>
          props.onChange(
            made(
              next.includes('*') && !types.includes('*') ? ['*'] : next.filter((t) => t !== '*' || next.length === 1),
              filters,
            ),
          )
        }
        options={options}
        optionFilterProp="label"
        optionRender={(o) => (
          <span className="row nowrap">
            <span style={{ flex: 1 }}>{o.label}</span>
            {'count' in o.data && o.data.count !== null && <span className="muted num">{int(o.data.count, lang)}</span>}
          </span>
        )}
        style={{ minWidth: 'min(220px, 60vw)', maxWidth: '100%' }}
      />
      {filters === undefined && (
        <Button
          type="text"
          size="small"
          icon={<FilterOutlined />}
          aria-label={w.addFilter}
          title={w.addFilter}
          onClick={() => props.onChange(made(types, { and: [] }))}
        />
      )}
      {props.onDrop && (
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={w.remove} onClick={props.onDrop} />
      )}
      {filters !== undefined && (
        <div className="filters">
          <FilterBuilder value={filters} onChange={(f) => props.onChange(made(types, f))} />
        </div>
      )}
    </div>
  )
}

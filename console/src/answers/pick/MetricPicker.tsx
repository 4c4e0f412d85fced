import { CloseOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useAnswerTexts } from '../texts'
import type { EventMeant, MetricMeant } from '../types'
import { DimensionPicker } from './DimensionPicker'
import { EventPicker } from './EventPicker'

export type Metric = { measure: string; event: EventMeant; property?: string }
export const metricOf = (m: MetricMeant): Metric => {
  if (typeof m === 'string' || 'metric' in m) return { measure: typeof m === 'string' ? m : 'events', event: '*' }
  const event = m.event ?? '*'
  const types = typeof event === 'object' && !Array.isArray(event) ? event.event : event
  // A condition beside the event is one of the event.
  return {
    measure: m.measure ?? 'events',
    event: m.filters === undefined ? event : { event: types, filters: m.filters },
    property: m.property,
  }
}
export const takesProperty = (measure: string) => !['events', 'people', 'per_person'].includes(measure)

/** A figure: how many, how many people, or what of a property. */
export function MetricPicker(props: { value: Metric; onChange: (m: Metric) => void; onDrop?: () => void }) {
  const w = useAnswerTexts()
  const { value: m, onChange } = props
  return (
    <div className="row" style={{ gap: 8, alignItems: 'flex-start' }}>
      <EventPicker value={m.event} onChange={(event) => onChange({ ...m, event })} />
      <Select
        aria-label={w.measure}
        value={m.measure}
        onChange={(measure) =>
          onChange({ ...m, measure, property: takesProperty(measure) ? (m.property ?? 'paid_fen') : undefined })
        }
        options={Object.entries(w.measureOf).map(([value, label]) => ({ value, label }))}
        style={{ minWidth: 120, width: 'auto', marginTop: 4 }}
      />
      {takesProperty(m.measure) && (
        <div style={{ marginTop: 4 }}>
          <DimensionPicker
            value={m.property ? `property.${m.property}` : undefined}
            onChange={(name) => onChange({ ...m, property: (name ?? 'paid_fen').replace(/^property\./, '') })}
            label={w.property}
            isVariable
          />
        </div>
      )}
      {props.onDrop && (
        <Button
          type="text"
          size="small"
          style={{ marginTop: 8 }}
          icon={<CloseOutlined />}
          aria-label={w.remove}
          onClick={props.onDrop}
        />
      )}
    </div>
  )
}

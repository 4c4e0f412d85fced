import { Select } from 'antd'
import { DimensionPicker } from '@/answers/pick/DimensionPicker'
import { EventPicker } from '@/answers/pick/EventPicker'
import type { EventMeant, MetricMeant } from '@/answers/types'
import { useSpreadTexts } from './texts'

type Meant = Exclude<MetricMeant, string | { metric: string }>
export const meantOf = (m: MetricMeant | undefined): Meant =>
  m === undefined || typeof m === 'string' || 'metric' in m
    ? { measure: typeof m === 'string' ? m : 'events', event: '*' }
    : m
/** The event with its own conditions, as one picker shows it. */
const eventOf = (m: Meant): EventMeant => {
  const event = m.event ?? '*'
  return m.filters === undefined || (typeof event === 'object' && !Array.isArray(event))
    ? event
    : { event, filters: m.filters }
}
const withEvent = (m: Meant, event: EventMeant): Meant =>
  typeof event === 'object' && !Array.isArray(event)
    ? { ...m, event: event.event, filters: event.filters }
    : { ...m, event: Array.isArray(event) && event.length === 0 ? '*' : event, filters: undefined }

const OF_PROPERTY = ['sum', 'average', 'max']

/** A number of every person: of which event, and what of it. */
export function AxisPicker(props: { name: string; value: Meant; onChange: (next: Meant) => void }) {
  const w = useSpreadTexts()
  const { value: m } = props
  const measure = m.measure ?? 'events'
  return (
    <>
      <EventPicker value={eventOf(m)} onChange={(event) => props.onChange(withEvent(m, event))} />
      <Select
        aria-label={`${props.name} · ${w.measure}`}
        value={measure}
        onChange={(next) =>
          props.onChange({
            ...m,
            measure: next,
            property: OF_PROPERTY.includes(next) ? (m.property ?? 'paid_fen') : undefined,
            cuts: Array.isArray(m.cuts) ? undefined : m.cuts,
          })
        }
        options={Object.entries(w.measureOf).map(([v, label]) => ({ value: v, label }))}
        popupMatchSelectWidth={false}
        style={{ minWidth: 150 }}
      />
      {OF_PROPERTY.includes(measure) && (
        <DimensionPicker
          value={m.property ? `property.${m.property}` : undefined}
          onChange={(name) => props.onChange({ ...m, property: (name ?? 'paid_fen').replace(/^property\./, '') })}
          label={`${props.name} · ${w.property}`}
          isVariable
        />
      )}
    </>
  )
}

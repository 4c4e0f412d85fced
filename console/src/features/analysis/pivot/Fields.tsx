import { Input } from 'antd'
import { useState } from 'react'
import { useMetrics } from '@/answers/queries'
import { useNames } from '@/answers/show'
import type { MetricMeant } from '@/answers/types'
import { Chip } from './Chip'
import { usePivotTexts } from './texts'
import { canFilter, type Field, type Well } from './wells'

const TIMES = ['day', 'week', 'month', 'quarter', 'year', 'weekday', 'hour_of_day']
const OF_EVENT = ['type', 'source', 'object', 'actor']
const PROPERTIES = [
  'shop',
  'platform',
  'store_id',
  'staff_id',
  'add_way',
  'channel',
  'category',
  'city',
  'paid_fen',
  'amount_fen',
  'quantity',
]
const OWN_FIGURES: MetricMeant[] = ['events', 'people', 'per_person']
const WELLS: Well[] = ['rows', 'columns', 'values', 'filters']

/** All there is to cross and to count, to be dragged or chosen. */
export function Fields(props: { onPut: (field: Field, well: Well) => void }) {
  const w = usePivotTexts()
  const names = useNames()
  const metrics = useMetrics()
  const [asked, setAsked] = useState('')
  const has = (text: string) => text.toLowerCase().includes(asked.trim().toLowerCase())
  const nameOf = (field: Field) => {
    if (field.kind === 'dimension') return names.dimension(field.name)
    const { metric } = field
    return names.column(
      typeof metric === 'string' ? metric : 'metric' in metric ? metric.metric : (metric.measure ?? 'events'),
    )
  }
  const own = asked.trim()
  const isProperty = /^[\w.\u4e00-\u9fff-]+$/.test(own) && !PROPERTIES.includes(own)
  const dimensions = (list: string[]): Field[] => list.map((name) => ({ kind: 'dimension', name }))
  const groups: [string, Field[]][] = [
    [
      w.figures,
      [...OWN_FIGURES, ...(metrics.data?.items ?? []).map((m) => ({ metric: m.key }))].map((metric) => ({
        kind: 'metric',
        metric,
      })),
    ],
    [w.times, dimensions(TIMES)],
    [w.ofEvent, dimensions(OF_EVENT)],
    [w.properties, dimensions([...PROPERTIES, ...(isProperty ? [own] : [])].map((p) => `property.${p}`))],
  ]
  return (
    <section className="pivot-fields" aria-label={w.fields}>
      <Input.Search
        aria-label={w.findField}
        placeholder={w.findField}
        allowClear
        value={asked}
        onChange={(e) => setAsked(e.target.value)}
      />
      {groups.map(([title, fields]) => {
        const shown = fields.filter((f) => has(nameOf(f)) || (f.kind === 'dimension' && has(f.name)))
        if (shown.length === 0) return null
        return (
          <div key={title}>
            <h3>{title}</h3>
            <div className="pivot-chips">
              {shown.map((field) => {
                const id = `field ${JSON.stringify(field)}`
                const wells = WELLS.filter((well) =>
                  field.kind === 'metric' ? well === 'values' : well !== 'filters' || canFilter(field.name),
                )
                return (
                  <Chip
                    key={id}
                    id={id}
                    field={field}
                    name={nameOf(field)}
                    label={w.fieldMenu(nameOf(field))}
                    items={wells.map((well) => ({
                      key: well,
                      label: w.putInto(w.well[well] ?? well),
                      onClick: () => props.onPut(field, well),
                    }))}
                  />
                )
              })}
            </div>
          </div>
        )
      })}
    </section>
  )
}

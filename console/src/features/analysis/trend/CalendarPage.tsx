import { Segmented } from 'antd'
import { Suspense, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import type { QueryValue } from '@/answers/types'
import { dateOnly } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useAsked } from '../asked'
import { FilterLine } from '../parts/EventsLines'
import { Line } from '../parts/Line'
import { MetricList } from '../parts/MetricList'
import { useSpreadTexts } from '../people/texts'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

const OWN: QueryValue = {
  kind: 'trend',
  range: { days: 365 },
  unit: 'day',
  metrics: [
    { measure: 'events', event: 'order.paid' },
    { measure: 'people', event: 'contact.added' },
  ],
}
const METRICS_MAX = 4
const YEARS = 3

export default function CalendarPage() {
  const w = useSpreadTexts()
  const { query, set } = useAsked(OWN, 'calendar')
  const [people, setPeople] = useState<{ title: string; query: QueryValue } | null>(null)
  const year = Number(dateOnly(new Date()).slice(0, 4))
  const range = query.range ?? { days: 365 }
  const years = Array.from({ length: YEARS }, (_, i) => String(year - i))
  const chosen = 'from' in range ? range.from.slice(0, 4) : ''
  return (
    <div className="page">
      <PageHead title={w.calendar} sub={w.calendarSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <MetricList value={query.metrics} most={METRICS_MAX} onChange={(metrics) => set({ metrics })} />
            <FilterLine query={query} set={set} />
            <Line name={w.year}>
              <Segmented
                aria-label={w.year}
                value={chosen}
                onChange={(v) => set({ range: v === '' ? { days: 365 } : { from: `${v}-01-01`, to: `${v}-12-31` } })}
                options={[
                  { value: '', label: w.lastYear },
                  ...[...new Set([...years, ...(chosen ? [chosen] : [])])].map((y) => ({ value: y, label: y })),
                ]}
              />
            </Line>
          </div>
        </Card>
        <AnswerCard
          title={w.calendar}
          definition={w.calendarDefinition}
          query={{ ...query, unit: 'day', dimensions: undefined }}
          look="calendar"
          onPeople={setPeople}
        />
      </div>
      {people && (
        <Suspense>
          <PeopleDrawer
            key={JSON.stringify(people.query)}
            title={people.title}
            query={people.query}
            onClose={() => setPeople(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

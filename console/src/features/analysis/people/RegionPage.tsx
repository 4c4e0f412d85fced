import { Suspense, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { DimensionPicker } from '@/answers/pick/DimensionPicker'
import type { QueryValue } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useAsked } from '../asked'
import { FilterLine, RangeLine } from '../parts/EventsLines'
import { Line } from '../parts/Line'
import { MetricList } from '../parts/MetricList'
import { useSpreadTexts } from './texts'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

const OWN: QueryValue = {
  kind: 'pivot',
  range: { days: 365 },
  dimensions: ['property.province'],
  metrics: [
    { measure: 'people', event: 'order.paid' },
    { measure: 'sum', event: 'order.paid', property: 'paid_fen' },
  ],
  // Whatever else happened has no province.
  filters: { '==': [{ var: 'type' }, 'order.paid'] },
}
const METRICS_MAX = 4

export default function RegionPage() {
  const w = useSpreadTexts()
  const { query, set } = useAsked(OWN, 'divisions')
  const [people, setPeople] = useState<{ title: string; query: QueryValue } | null>(null)
  const by = query.dimensions?.[0] ?? 'property.province'
  return (
    <div className="page">
      <PageHead title={w.region} sub={w.regionSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.regionBy}>
              <DimensionPicker
                value={by}
                onChange={(d) => set({ dimensions: [d ?? 'property.province'] })}
                label={w.regionBy}
                isVariable
              />
            </Line>
            <MetricList value={query.metrics} most={METRICS_MAX} onChange={(metrics) => set({ metrics })} />
            <FilterLine query={query} set={set} />
            <RangeLine query={query} set={set} />
          </div>
        </Card>
        <AnswerCard
          title={w.region}
          definition={w.regionDefinition}
          query={{ ...query, dimensions: [by], subtotals: undefined }}
          look="divisions"
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

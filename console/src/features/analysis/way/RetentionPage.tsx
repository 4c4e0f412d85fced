import { Segmented, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { EventPicker } from '@/answers/pick/EventPicker'
import { RangePicker } from '@/answers/pick/RangePicker'
import { useAnswerTexts } from '@/answers/texts'
import type { Cell, EventMeant, QueryValue } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { useAsked } from '../asked'
import { DivideLine } from '../parts/DivideLine'
import { Line } from '../parts/Line'
import { useAnalysisTexts } from '../texts'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

const OWN: QueryValue = {
  kind: 'retention',
  range: { days: 90 },
  unit: 'week',
  steps: ['contact.added', 'order.paid'],
  periods: 8,
}
const PERIODS = [7, 8, 12, 14, 30]

export default function RetentionPage() {
  const w = useAnalysisTexts()
  const a = useAnswerTexts()
  const { query, set, look, setLook } = useAsked(OWN, 'cohort')
  const [cell, setCell] = useState<Cell | null>(null)
  const [first = '*', returning = first] = query.steps ?? []
  const setSteps = (next: [EventMeant, EventMeant]) => set({ steps: next })
  const unit = query.unit ?? 'day'
  const periods = typeof query.periods === 'number' ? query.periods : 7
  return (
    <div className="page">
      <PageHead title={w.retention} sub={w.retentionSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.first}>
              <EventPicker value={first} onChange={(e) => setSteps([e, returning])} />
            </Line>
            <Line name={w.returning}>
              <EventPicker value={returning} onChange={(e) => setSteps([first, e])} />
            </Line>
            <Line name={w.unit}>
              <Segmented
                aria-label={w.unit}
                value={unit}
                onChange={(next) => set({ unit: next })}
                options={(['day', 'week', 'month'] as const).map((u) => ({ value: u, label: w.unitOf[u] }))}
              />
              <Select
                aria-label={w.periods}
                value={periods}
                onChange={(n) => set({ periods: n })}
                options={[...new Set([...PERIODS, periods])].map((n) => ({
                  value: n,
                  label: `${w.periods} ${w.periodsOf(n)}`,
                }))}
                style={{ minWidth: 110 }}
              />
              <RangePicker value={query.range ?? { days: 30 }} onChange={(range) => set({ range })} />
            </Line>
            <DivideLine query={query} set={set} />
          </div>
        </Card>
        <AnswerCard
          title={w.retention}
          definition={w.retentionDefinition}
          query={query}
          look={look}
          onCell={setCell}
          extra={
            <Segmented
              size="small"
              aria-label={w.look}
              value={look}
              onChange={setLook}
              options={(['cohort', 'curve'] as const).map((l) => ({ value: l, label: w.shape[l] }))}
            />
          }
        />
      </div>
      {cell && (
        <Suspense>
          <PeopleDrawer
            key={JSON.stringify(cell)}
            title={w.cameBack(
              cell.cohort ? String(cell.cohort) : w.everybody,
              a.periodOf[unit]?.(Number(cell.period)) ?? String(cell.period),
            )}
            of={query}
            cell={cell}
            onClose={() => setCell(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

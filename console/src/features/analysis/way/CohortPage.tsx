import { Segmented, Select } from 'antd'
import { Suspense, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { DimensionPicker } from '@/answers/pick/DimensionPicker'
import { EventPicker } from '@/answers/pick/EventPicker'
import { RangePicker } from '@/answers/pick/RangePicker'
import { useAnswerTexts } from '@/answers/texts'
import type { Cell, EventMeant, QueryValue } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useAsked } from '../asked'
import { DivideLine } from '../parts/DivideLine'
import { Line } from '../parts/Line'
import { useAnalysisTexts } from '../texts'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

const PERIODS = [7, 8, 12, 14, 30]
/** Retention begins after the first unit, value with it. */
const listOf = (n: number, isValue: boolean) => (isValue ? Array.from({ length: n }, (_, i) => i) : n)

/** Retention, and beside it what cohorts are worth: the same question, with a property that is summed. */
export default function CohortPage(props: { own: QueryValue; title: string; sub: string; definition: string }) {
  const w = useAnalysisTexts()
  const a = useAnswerTexts()
  const { query, set, look, setLook } = useAsked(props.own, 'cohort')
  const [cell, setCell] = useState<Cell | null>(null)
  const [first = '*', returning = first] = query.steps ?? []
  const setSteps = (next: [EventMeant, EventMeant]) => set({ steps: next })
  const unit = query.unit ?? 'day'
  const isValue = query.value !== undefined
  const periods = typeof query.periods === 'number' ? query.periods : (query.periods?.length ?? 7)
  return (
    <div className="page">
      <PageHead title={props.title} sub={props.sub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.first}>
              <EventPicker value={first} onChange={(e) => setSteps([e, returning])} />
            </Line>
            <Line name={isValue ? w.earning : w.returning}>
              <EventPicker value={returning} onChange={(e) => setSteps([first, e])} />
              {isValue && (
                <>
                  <span className="muted">{w.goalValue}</span>
                  <DimensionPicker
                    value={query.value}
                    onChange={(value) => set({ value: value ?? query.value })}
                    label={w.goalValue}
                    isVariable
                  />
                </>
              )}
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
                onChange={(n) => set({ periods: listOf(n, isValue) })}
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
          title={props.title}
          definition={props.definition}
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

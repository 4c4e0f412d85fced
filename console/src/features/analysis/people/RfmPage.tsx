import { Segmented } from 'antd'
import { Suspense, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { useLabels } from '@/answers/looks/people/label'
import { axesOf, bucketsOf, cutsOf, isGood, partsOf } from '@/answers/looks/people/spread'
import { usePeopleTexts } from '@/answers/looks/people/texts'
import { useAnswer } from '@/answers/queries'
import type { Cell, MetricMeant, QueryValue } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useAsked } from '../asked'
import { FilterLine, RangeLine } from '../parts/EventsLines'
import { Line } from '../parts/Line'
import { AxisPicker, meantOf } from './AxisPicker'
import { CutsEditor } from './CutsEditor'
import { useSpreadTexts } from './texts'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

const RFM: MetricMeant[] = [
  { measure: 'recency', event: 'order.paid', cuts: 'median' },
  { measure: 'events', event: 'order.paid', cuts: 'median' },
  { measure: 'sum', event: 'order.paid', property: 'paid_fen', cuts: 'median' },
]
/** How often somebody buys, and on how many days he is active at all. */
const MATRIX: MetricMeant[] = [
  { measure: 'events', event: 'order.paid', cuts: [1, 2, 3, 4] },
  { measure: 'days', event: ['order.paid', 'contact.added', 'group_chat.joined'], cuts: [2, 3, 4] },
]
const OWN: QueryValue = { kind: 'distribution', range: { days: 365 }, metrics: RFM }

export default function RfmPage() {
  const w = useSpreadTexts()
  const people = usePeopleTexts()
  const label = useLabels()
  const { query, set } = useAsked(OWN, 'rfm')
  const answer = useAnswer(query)
  const [cell, setCell] = useState<Cell | null>(null)
  const axes = axesOf(query)
  const isRfm = axes.length === 3
  const part = answer.data && partsOf(answer.data.query, answer.data)[0]
  const put = (i: number, next: MetricMeant) =>
    set({ metrics: (query.metrics ?? []).map((m, at) => (at === i ? next : m)) })
  const nameOf = (i: number) => (isRfm ? w.axisOf[i]! : i === 0 ? w.rowAxis : w.columnAxis)
  const rfmOf = (c: Cell) => axes.map((axis, i) => (isGood(axis, c.buckets?.[i] ?? 0) ? '1' : '0')).join('')
  const cellName = (c: Cell) =>
    axes
      .map((axis, i) => {
        const found = part && bucketsOf(part, i).find((b) => b.bucket === c.buckets?.[i])
        return found && label.ends(axis, found.ends, found.bucket)
      })
      .filter(Boolean)
      .join(' × ')
  return (
    <div className="page">
      <PageHead title={w.rfm} sub={w.rfmSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.shape}>
              <Segmented
                aria-label={w.shape}
                value={isRfm ? 'rfm' : 'cells'}
                onChange={(v) => set({ metrics: v === 'rfm' ? RFM : MATRIX })}
                options={(['rfm', 'cells'] as const).map((v) => ({ value: v, label: w.shapeOf[v] }))}
              />
            </Line>
            {axes.map((axis, i) => {
              const meant = meantOf(query.metrics?.[i])
              return (
                <Line key={`${axes.length} ${i}`} name={nameOf(i)}>
                  {!isRfm && <AxisPicker name={nameOf(i)} value={meant} onChange={(next) => put(i, next)} />}
                  <CutsEditor
                    axis={axis}
                    name={nameOf(i)}
                    cuts={meant.cuts}
                    now={cutsOf(part, i)}
                    modes={isRfm ? ['median'] : ['auto', 'median', 'quartiles', 'fifths']}
                    hasSlider={isRfm}
                    onChange={(cuts) => put(i, { ...meant, cuts })}
                  />
                </Line>
              )
            })}
            <FilterLine query={query} set={set} />
            <RangeLine query={query} set={set} />
          </div>
        </Card>
        <AnswerCard
          title={isRfm ? w.shapeOf.rfm! : w.shapeOf.cells!}
          definition={isRfm ? w.rfmDefinition : w.matrixDefinition}
          query={query}
          look={isRfm ? 'rfm' : 'cells'}
          onCell={setCell}
        />
      </div>
      {cell && (
        <Suspense>
          <PeopleDrawer
            key={JSON.stringify(cell)}
            title={[isRfm && people.rfmOf[rfmOf(cell)], cellName(cell)].filter(Boolean).join(' · ')}
            of={query}
            cell={cell}
            onClose={() => setCell(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

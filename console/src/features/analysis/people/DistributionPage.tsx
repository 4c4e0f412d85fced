import { Suspense, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { useLabels } from '@/answers/looks/people/label'
import { axesOf, cutsOf, partsOf } from '@/answers/looks/people/spread'
import { useAnswer } from '@/answers/queries'
import type { Cell, QueryValue } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useAsked } from '../asked'
import { DivideLine } from '../parts/DivideLine'
import { RangeLine } from '../parts/EventsLines'
import { Line } from '../parts/Line'
import { AxisPicker, meantOf } from './AxisPicker'
import { CutsEditor } from './CutsEditor'
import { useSpreadTexts } from './texts'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

const OWN: QueryValue = {
  kind: 'distribution',
  range: { days: 365 },
  metrics: [{ measure: 'events', event: 'order.paid' }],
}

export default function DistributionPage() {
  const w = useSpreadTexts()
  const label = useLabels()
  const { query, set } = useAsked(OWN, 'spread')
  const answer = useAnswer(query)
  const [cell, setCell] = useState<Cell | null>(null)
  const meant = meantOf(query.metrics?.[0])
  const axis = axesOf(query)[0]!
  const parts = answer.data ? partsOf(answer.data.query, answer.data) : []
  const put = (next: typeof meant) => set({ metrics: [next] })
  const bucket = parts[0]?.buckets.find((b) => b.buckets[0] === cell?.buckets?.[0])
  return (
    <div className="page">
      <PageHead title={w.distribution} sub={w.distributionSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.what}>
              <AxisPicker name={w.what} value={meant} onChange={put} />
            </Line>
            <Line name={w.buckets}>
              <CutsEditor
                axis={axis}
                name={w.buckets}
                cuts={meant.cuts}
                now={meant.cuts === undefined ? [] : cutsOf(parts[0], 0)}
                modes={['auto', 'median', 'quartiles', 'fifths']}
                onChange={(cuts) => put({ ...meant, cuts })}
              />
            </Line>
            <DivideLine query={query} set={set} />
            <RangeLine query={query} set={set} />
          </div>
        </Card>
        <AnswerCard
          title={w.distribution}
          definition={w.distributionDefinition}
          query={query}
          look="spread"
          onCell={setCell}
        />
      </div>
      {cell && (
        <Suspense>
          <PeopleDrawer
            key={JSON.stringify(cell)}
            title={`${label.title(axis)} · ${bucket ? label.ends(axis, bucket.ends[0]!, bucket.buckets[0]!) : ''}`}
            of={query}
            cell={cell}
            onClose={() => setCell(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

import { Select } from 'antd'
import { Suspense, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { typesOf } from '@/answers/eventName'
import { DimensionPicker } from '@/answers/pick/DimensionPicker'
import { EventPicker } from '@/answers/pick/EventPicker'
import { useNames } from '@/answers/show'
import type { Cell, QueryValue } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useAsked } from '../asked'
import { FilterLine, RangeLine } from '../parts/EventsLines'
import { Line } from '../parts/Line'
import { useSpreadTexts } from './texts'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

const OWN: QueryValue = {
  kind: 'lift',
  range: { days: 365 },
  steps: ['order.paid'],
  node: 'property.title',
  nodes: 20,
}
const NODES = [5, 10, 20, 40, 60]

export default function LiftPage() {
  const w = useSpreadTexts()
  const names = useNames()
  const { query, set } = useAsked(OWN, 'lift')
  const [cell, setCell] = useState<Cell | null>(null)
  const node = query.node ?? 'type'
  const name = (v: string | number | undefined) => names.value(node, v ?? null)
  const nodes = query.nodes ?? 20
  return (
    <div className="page">
      <PageHead title={w.lift} sub={w.liftSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.liftEvents}>
              <EventPicker
                value={query.steps?.[0] ?? '*'}
                onChange={(e) => set({ steps: typesOf(e).length > 0 ? [e] : undefined })}
              />
            </Line>
            <Line name={w.liftBy}>
              <DimensionPicker value={node} onChange={(d) => set({ node: d })} label={w.liftBy} isVariable />
              <Select
                aria-label={w.liftNodes}
                value={nodes}
                onChange={(n) => set({ nodes: n })}
                options={[...new Set([...NODES, nodes])].map((n) => ({ value: n, label: w.liftNodesOf(n) }))}
                style={{ minWidth: 170 }}
              />
            </Line>
            <FilterLine query={query} set={set} />
            <RangeLine query={query} set={set} />
          </div>
        </Card>
        <AnswerCard title={w.lift} definition={w.liftDefinition} query={query} look="lift" onCell={setCell} />
      </div>
      {cell && (
        <Suspense>
          <PeopleDrawer
            key={JSON.stringify(cell)}
            title={
              cell.side === 'dropped'
                ? w.without(name(cell.from), name(cell.to))
                : w.withBoth(name(cell.from), name(cell.to))
            }
            of={query}
            cell={cell}
            onClose={() => setCell(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

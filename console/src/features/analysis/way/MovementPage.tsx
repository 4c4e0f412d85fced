import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import type { Cell, QueryValue } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { useAsked } from '../asked'
import { FilterLine, RangeLine } from '../parts/EventsLines'
import { Line } from '../parts/Line'
import { useAnalysisTexts } from '../texts'
import { EdgePeople } from './EdgePeople'

/** What weft does by itself is no move of a customer. */
const OWN: QueryValue = {
  kind: 'paths',
  range: { days: 90 },
  node: 'channel',
  merge_repeats: true,
  session: '30d',
  length: 8,
  nodes: 20,
  filters: { '!=': [{ var: 'source' }, 'weft'] },
}
const PAUSES = ['24h', '7d', '30d', '90d']

export default function MovementPage() {
  const w = useAnalysisTexts()
  const { query, set, look, setLook } = useAsked(OWN, 'moves')
  const [cell, setCell] = useState<Cell | null>(null)
  const pause = query.session ?? '30m'
  return (
    <div className="page">
      <PageHead title={w.movement} sub={w.movementSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.pause}>
              <Select
                aria-label={w.pause}
                value={pause}
                onChange={(session) => set({ session })}
                options={[...new Set([...PAUSES, pause])].map((v) => ({ value: v, label: w.sessionOf(v) }))}
                style={{ minWidth: 190 }}
              />
            </Line>
            <FilterLine query={query} set={set} />
            <RangeLine query={query} set={set} />
          </div>
        </Card>
        <AnswerCard
          title={w.movement}
          definition={w.movementDefinition}
          query={query}
          look={look}
          onCell={setCell}
          isLive
          extra={
            <Segmented
              size="small"
              aria-label={w.look}
              value={look}
              onChange={setLook}
              options={(['moves', 'sankey'] as const).map((l) => ({ value: l, label: w.movementShape[l] }))}
            />
          }
        />
      </div>
      <EdgePeople of={query} cell={cell} onClose={() => setCell(null)} />
    </div>
  )
}

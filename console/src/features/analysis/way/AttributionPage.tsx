import { AccountBookOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { Suspense, useMemo, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { DimensionPicker } from '@/answers/pick/DimensionPicker'
import { EventPicker } from '@/answers/pick/EventPicker'
import { RangePicker } from '@/answers/pick/RangePicker'
import type { EventMeant, Logic, QueryValue } from '@/answers/types'
import { useCan } from '@/api/me'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useAsked } from '../asked'
import { Line } from '../parts/Line'
import { useAnalysisTexts } from '../texts'

const SpendDrawer = lazy(() => import('../spend/SpendDrawer'))

type Some = { event: string | string[]; filters?: Logic }
type Touches = Some & { by?: string }
type Goal = Some & { value?: string }
const OWN: QueryValue = {
  kind: 'attribution',
  range: { days: 90 },
  touches: { event: 'contact.added', by: 'property.add_way' } satisfies Touches,
  goal: { event: 'order.paid', value: 'property.paid_fen' } satisfies Goal,
  window: '30d',
  people: true,
}
const COST_KINDS = { 'property.add_way': 'channel', channel: 'channel', source: 'channel', object: 'code' } as const
/** What the touches cost: of channels, of codes, or of campaigns by their names. */
const kindOf = (by: string | undefined) => COST_KINDS[by as keyof typeof COST_KINDS] ?? 'campaign'
const costOf = (by: string | undefined) => ({
  event: 'spend.recorded',
  filters: { '==': [{ var: 'property.kind' }, kindOf(by)] },
})
const WINDOWS = ['1d', '7d', '14d', '30d', '90d']
/** The event alone, its own conditions with it. */
const plain = (event: EventMeant): Some => (typeof event === 'object' && !Array.isArray(event) ? event : { event })

export default function AttributionPage() {
  const w = useAnalysisTexts()
  const can = useCan()
  const { query: asked, set } = useAsked(OWN, 'attribution')
  const [isSpending, setSpending] = useState(false)
  const seesCost = can('spend.read')
  const touches = (asked.touches ?? OWN.touches) as Touches
  const query = useMemo(
    () => ({ ...asked, people: true, cost: seesCost ? costOf(touches.by) : undefined }),
    [asked, seesCost, touches.by],
  )
  const goal = (query.goal ?? OWN.goal) as Goal
  return (
    <div className="page">
      <PageHead
        title={w.attribution}
        sub={w.attributionSub}
        extra={
          seesCost && (
            <Button icon={<AccountBookOutlined />} onClick={() => setSpending(true)}>
              {w.spend}
            </Button>
          )
        }
      />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.touches}>
              <EventPicker value={touches} onChange={(e) => set({ touches: { ...plain(e), by: touches.by } })} />
              <span className="muted">{w.touchBy}</span>
              <DimensionPicker
                value={touches.by}
                onChange={(by) => set({ touches: { ...touches, by } })}
                label={w.touchBy}
              />
            </Line>
            <Line name={w.goal}>
              <EventPicker value={goal} onChange={(e) => set({ goal: { ...plain(e), value: goal.value } })} />
              <span className="muted">{w.goalValue}</span>
              <DimensionPicker
                value={goal.value}
                onChange={(value) => set({ goal: { ...goal, value } })}
                label={w.goalValue}
                isVariable
              />
            </Line>
            <Line name={w.window}>
              <Select
                aria-label={w.window}
                value={query.window ?? '30d'}
                onChange={(window) => set({ window })}
                options={[...new Set([...WINDOWS, query.window ?? '30d'])].map((v) => ({
                  value: v,
                  label: w.windowOf[v] ?? v,
                }))}
                style={{ minWidth: 110 }}
              />
              <RangePicker value={query.range ?? { days: 30 }} onChange={(range) => set({ range })} />
            </Line>
          </div>
        </Card>
        <AnswerCard title={w.attribution} definition={w.attributionDefinition} query={query} look="attribution" />
      </div>
      {isSpending && (
        <Suspense>
          <SpendDrawer kind={kindOf(touches.by)} onClose={() => setSpending(false)} />
        </Suspense>
      )}
    </div>
  )
}

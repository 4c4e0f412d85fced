import { SwapOutlined } from '@ant-design/icons'
import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { App, Button, Segmented, Space, Switch } from 'antd'
import { Suspense, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { RangePicker } from '@/answers/pick/RangePicker'
import { useNames } from '@/answers/show'
import type { PivotShow, QueryValue } from '@/answers/types'
import { EmptyState } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useFilters } from '@/ui/url'
import { readQuery, tidy } from '../asked'
import { Line } from '../parts/Line'
import { Fields } from './Fields'
import { usePivotTexts } from './texts'
import { Wells } from './Wells'
import {
  askedOf,
  canFilter,
  dropped,
  type Field,
  figureOf,
  type Layout,
  layoutOf,
  placed,
  unvalued,
  valued,
  type Well,
} from './wells'
import './pivotPage.css'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

const ROWS_MAX = 50_000
const OWN: QueryValue = {
  kind: 'pivot',
  range: { days: 90 },
  dimensions: ['month', 'property.shop'],
  columns: 1,
  metrics: [{ metric: 'order.paid_fen' }, { metric: 'order.buyers' }],
  subtotals: true,
}
const READY: { rows: string[]; columns: string[] }[] = [
  { rows: ['hour_of_day'], columns: ['weekday'] },
  { rows: ['month'], columns: ['property.shop'] },
  { rows: ['property.add_way', 'month'], columns: [] },
  { rows: ['type'], columns: ['month'] },
]

const readShow = (text: unknown): PivotShow => {
  try {
    const read: unknown = typeof text === 'string' ? JSON.parse(text) : text
    return read && typeof read === 'object' ? (read as PivotShow) : {}
  } catch {
    return {}
  }
}

export default function PivotPage() {
  const w = usePivotTexts()
  const names = useNames()
  const { message } = App.useApp()
  const [asked, setAsked] = useFilters()
  const query = readQuery(asked.q, OWN)
  const show = readShow(asked.show)
  const layout = layoutOf(query, show)
  const [begun, setBegun] = useState<{ name: string; at: number } | null>(null)
  const [dragged, setDragged] = useState<string | null>(null)
  const [people, setPeople] = useState<{ title: string; query: QueryValue } | null>(null)
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }))
  const put = (patch: Partial<QueryValue>, next: PivotShow = show) =>
    setAsked({
      q: JSON.stringify(tidy({ ...query, ...patch })),
      show: JSON.stringify(next) === '{}' ? undefined : JSON.stringify(next),
    })
  const set = (next: Layout) => put(askedOf(next), next.show)
  const into = (field: Field, well: Well) => {
    if (well === 'filters') {
      if (field.kind === 'dimension' && !canFilter(field.name)) return void message.warning(w.noFilter)
      if (field.kind === 'dimension') setBegun({ name: field.name, at: (begun?.at ?? 0) + 1 })
      return
    }
    const figure = figureOf(field)
    if (well === 'values' && !figure) return void message.warning(w.noFigure)
    if (well !== 'values' && field.kind === 'metric') return
    const next =
      well === 'values' ? valued(layout, figure!) : placed(layout, field.kind === 'dimension' ? field.name : '', well)
    if (next) set(next)
    else void message.warning(w.noRoom)
  }
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDragged(null)
    const data = active.data.current as { field: Field; id: string } | undefined
    if (!data) return
    const [from = '', at = ''] = data.id.split(' ')
    if (over && from !== 'values') into(data.field, over.id as Well)
    // Dragged out of where it stood.
    if (!over && from === 'values') set(unvalued(layout, Number(at)))
    if (!over && from !== 'field' && data.field.kind === 'dimension') set(dropped(layout, data.field.name))
  }
  const onDragStart = ({ activatorEvent }: DragStartEvent) =>
    setDragged((activatorEvent.target as HTMLElement).closest('button')?.textContent ?? '')
  const canBeHeat = layout.rows.length === 1 && layout.columns.length === 1
  const look = asked.look === 'matrix' && canBeHeat ? 'matrix' : 'pivot'
  const { columns: _, ...flat } = query
  return (
    <div className="page">
      <PageHead title={w.title} sub={w.sub} />
      <DndContext
        sensors={sensors}
        onDragStart={onDragStart}
        onDragEnd={onDragEnd}
        onDragCancel={() => setDragged(null)}
      >
        <div className="pivot-page">
          <Card title={w.fields}>
            <Fields onPut={into} />
          </Card>
          <div className="stack">
            <Card>
              <Wells
                layout={layout}
                set={set}
                filters={query.filters}
                onFilters={(filters) => put({ filters })}
                begun={begun}
              />
              <div className="asked">
                <Line name={w.period}>
                  <RangePicker value={query.range ?? { days: 30 }} onChange={(range) => put({ range })} />
                </Line>
                <Line name={w.ready}>
                  <Space wrap>
                    {READY.map((one) => (
                      <Button
                        key={[...one.rows, ...one.columns].join()}
                        size="small"
                        onClick={() => set({ ...layout, ...one, show: { ...show, sort: undefined } })}
                      >
                        {[...one.rows, ...one.columns].map(names.dimension).join(' × ')}
                      </Button>
                    ))}
                    <Button
                      size="small"
                      icon={<SwapOutlined />}
                      onClick={() =>
                        set({
                          ...layout,
                          rows: layout.columns,
                          columns: layout.rows,
                          show: { ...show, sort: undefined },
                        })
                      }
                    >
                      {w.swap}
                    </Button>
                    <Button size="small" onClick={() => set({ ...layout, rows: [], columns: [], show: {} })}>
                      {w.clear}
                    </Button>
                  </Space>
                </Line>
              </div>
            </Card>
            <AnswerCard
              title={w.title}
              definition={w.definition}
              query={layout.values.length === 0 ? null : look === 'matrix' ? flat : { ...query, limit: ROWS_MAX }}
              look={look}
              show={show}
              onShow={(next) => put({}, next)}
              onPeople={setPeople}
              ask={<EmptyState title={w.needsValue} hint={w.needsValueHint} />}
              extra={
                <>
                  {canBeHeat && (
                    <Segmented
                      size="small"
                      aria-label={w.look}
                      value={look}
                      onChange={(next) => setAsked({ look: next === 'pivot' ? undefined : next })}
                      options={['pivot', 'matrix'].map((one) => ({ value: one, label: w.lookOf[one] }))}
                    />
                  )}
                  {look === 'pivot' && (
                    <Switch
                      size="small"
                      aria-label={w.heat}
                      checkedChildren={w.heat}
                      unCheckedChildren={w.heat}
                      checked={show.heat !== false}
                      onChange={(on) => put({}, { ...show, heat: on ? undefined : false })}
                    />
                  )}
                </>
              }
            />
          </div>
        </div>
        <DragOverlay>{dragged !== null && <span className="pivot-chip dragging">{dragged}</span>}</DragOverlay>
      </DndContext>
      {people && (
        <Suspense>
          <PeopleDrawer key={JSON.stringify(people.query)} {...people} onClose={() => setPeople(null)} />
        </Suspense>
      )}
    </div>
  )
}

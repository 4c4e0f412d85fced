import { PlusOutlined } from '@ant-design/icons'
import { Button, Segmented, Select } from 'antd'
import { Suspense, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { typesOf, useEventName } from '@/answers/eventName'
import { EventPicker } from '@/answers/pick/EventPicker'
import { both } from '@/answers/pick/filter'
import { useAudiences } from '@/answers/queries'
import type { Cell, EventMeant, QueryValue } from '@/answers/types'
import { EmptyState } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useFilters } from '@/ui/url'
import { useAsked } from '../asked'
import { DivideLine } from '../parts/DivideLine'
import { RangeLine } from '../parts/EventsLines'
import { Line } from '../parts/Line'
import { useAnalysisTexts } from '../texts'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

const OWN: QueryValue = {
  kind: 'funnel',
  range: { days: 90 },
  steps: ['contact.added', 'order.created', 'order.paid'],
  window: '30d',
}
const WINDOWS = ['1h', '1d', '3d', '7d', '14d', '30d', '90d']
const STEPS_MAX = 16
const isWhole = (event: EventMeant) => typesOf(event).some((t) => t !== '')

export default function FunnelPage() {
  const w = useAnalysisTexts()
  const name = useEventName()
  const { query, set } = useAsked(OWN, 'funnel')
  const [cell, setCell] = useState<Cell | null>(null)
  // A step that is being chosen is not asked yet: it stands here, not in the address.
  const [draft, setDraft] = useState<EventMeant[] | null>(null)
  const steps = draft ?? query.steps ?? []
  const setSteps = (next: EventMeant[]) => {
    const whole = next.filter(isWhole)
    setDraft(whole.length === next.length ? null : next)
    if (whole.length >= 2) set({ steps: whole })
  }
  const [asked, setAsked] = useFilters()
  const audiences = useAudiences(true)
  const beside = audiences.data?.items.find((s) => s.id === String(asked.beside ?? ''))
  const besides: QueryValue | null =
    beside && (query.steps ?? []).length >= 2
      ? { ...query, filters: both(query.filters, { in_segment: beside.id }) }
      : null
  const named = (step: number) => name(typesOf(query.steps?.[step - 1] ?? '').join('|'))
  return (
    <div className="page">
      <PageHead title={w.funnel} sub={w.funnelSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.steps}>
              <div>
                {steps.map((step, i) => (
                  <EventPicker
                    key={`${i} ${steps.length}`}
                    lead={<span className="funnel-no">{i + 1}</span>}
                    value={step}
                    onChange={(next) => setSteps(steps.map((o, at) => (at === i ? next : o)))}
                    onDrop={steps.length > 2 ? () => setSteps(steps.filter((_, at) => at !== i)) : undefined}
                  />
                ))}
                <Button
                  size="small"
                  type="dashed"
                  icon={<PlusOutlined />}
                  disabled={steps.length >= STEPS_MAX}
                  onClick={() => setDraft([...steps, []])}
                >
                  {w.addStep}
                </Button>
              </div>
            </Line>
            <Line name={w.mode}>
              <Segmented
                aria-label={w.mode}
                value={query.mode ?? 'ordered'}
                onChange={(mode) => set({ mode })}
                options={(['ordered', 'any', 'strict'] as const).map((m) => ({ value: m, label: w.modeOf[m] }))}
              />
              <Select
                aria-label={w.window}
                value={query.window ?? ''}
                onChange={(v) => set({ window: v || undefined })}
                options={[
                  { value: '', label: w.noWindow },
                  ...[...new Set([...WINDOWS, ...(query.window ? [query.window] : [])])].map((v) => ({
                    value: v,
                    label: `${w.window} ${w.windowOf[v] ?? v}`,
                  })),
                ]}
                style={{ minWidth: 150 }}
              />
              <Segmented
                aria-label={w.by}
                value={query.by ?? 'person'}
                onChange={(by) => set({ by })}
                options={(['person', 'session'] as const).map((b) => ({ value: b, label: w.byOf[b] }))}
              />
            </Line>
            <DivideLine query={query} set={set} />
            {audiences.data && (
              <Line name={w.compareAudience}>
                <Select
                  aria-label={w.compareAudience}
                  placeholder={w.noCompare}
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  value={beside?.id}
                  onChange={(id?: string) => setAsked({ beside: id })}
                  options={audiences.data.items.map((s) => ({ value: s.id, label: s.name }))}
                  style={{ minWidth: 200 }}
                />
              </Line>
            )}
            <RangeLine query={query} set={set} />
          </div>
        </Card>
        <AnswerCard
          title={w.funnel}
          definition={w.funnelDefinition}
          query={(query.steps ?? []).length >= 2 ? query : null}
          ask={<EmptyState title={w.needsSteps} hint={w.needsStepsHint} />}
          look="funnel"
          onCell={setCell}
        />
        {besides && (
          <AnswerCard
            title={`${w.funnel} · ${beside?.name}`}
            definition={w.funnelDefinition}
            query={besides}
            look="funnel"
          />
        )}
      </div>
      {cell && (
        <Suspense>
          <PeopleDrawer
            key={JSON.stringify(cell)}
            title={
              cell.side === 'dropped'
                ? w.droppedStep(Number(cell.step), named(Number(cell.step)))
                : w.reachedStep(Number(cell.step), named(Number(cell.step)))
            }
            of={query}
            // Who is lost on the way to a step got as far as the one before it.
            cell={cell.side === 'dropped' ? { step: Number(cell.step) - 1, side: 'dropped' } : cell}
            onClose={() => setCell(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

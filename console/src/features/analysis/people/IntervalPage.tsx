import { Select, Switch } from 'antd'
import { Suspense, useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { typesOf, useEventName } from '@/answers/eventName'
import { useLabels } from '@/answers/looks/people/label'
import { axesOf, partsOf } from '@/answers/looks/people/spread'
import { EventPicker } from '@/answers/pick/EventPicker'
import { useAnswer } from '@/answers/queries'
import type { Cell, EventMeant, QueryValue } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useAsked } from '../asked'
import { DivideLine } from '../parts/DivideLine'
import { RangeLine } from '../parts/EventsLines'
import { Line } from '../parts/Line'
import { type CutMode, modeOf } from './CutsEditor'
import { useSpreadTexts } from './texts'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

const OWN: QueryValue = { kind: 'interval', range: { days: 365 }, steps: ['order.paid'] }
const DAYS = ['7d', '30d', '60d', '90d', '180d']
const WINDOWS = ['1d', '7d', '30d', '90d', '180d', '365d']
const MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const spanMs = (text: string) => Number.parseInt(text, 10) * (MS[text.slice(-1)] ?? Number.NaN)
/** Durations in their order, each once; what is none is left out. */
export const spans = (texts: string[]) =>
  [...new Set(texts)].filter((t) => /^[1-9]\d{0,5}[mhdw]$/.test(t)).sort((a, b) => spanMs(a) - spanMs(b))
const chosen = (event: EventMeant): EventMeant => (typesOf(event).length > 0 ? event : '*')

export default function IntervalPage() {
  const w = useSpreadTexts()
  const label = useLabels()
  const name = useEventName()
  const { query, set } = useAsked(OWN, 'spread')
  const answer = useAnswer(query)
  const [cell, setCell] = useState<Cell | null>(null)
  const [first = 'order.paid', next] = query.steps ?? []
  const axis = axesOf(query)[0]!
  const bucket = answer.data && partsOf(query, answer.data)[0]?.buckets.find((b) => b.buckets[0] === cell?.buckets?.[0])
  const own = Array.isArray(query.cuts) ? query.cuts.map(String) : []
  const named = (e: EventMeant) => name(typesOf(e).join('|'))
  const way = next === undefined ? `${named(first)} × 2` : `${named(first)} → ${named(next)}`
  return (
    <div className="page">
      <PageHead title={w.interval} sub={w.intervalSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.firstEvent}>
              <EventPicker
                value={first}
                onChange={(e) => set({ steps: next === undefined ? [chosen(e)] : [chosen(e), next] })}
              />
            </Line>
            <Line name={w.nextEvent}>
              <label className="row nowrap" style={{ minHeight: 32 }}>
                <Switch
                  size="small"
                  checked={next === undefined}
                  onChange={(same) => set({ steps: same ? [first] : ['contact.added', first] })}
                />
                {w.sameEvent}
              </label>
              {next !== undefined && <EventPicker value={next} onChange={(e) => set({ steps: [first, chosen(e)] })} />}
            </Line>
            <Line name={w.buckets}>
              <Select
                aria-label={w.cutMode}
                value={modeOf(query.cuts)}
                onChange={(mode: CutMode) => set({ cuts: mode === 'auto' ? undefined : mode === 'own' ? DAYS : mode })}
                options={(['auto', 'quartiles', 'fifths', 'own'] as const).map((m) => ({
                  value: m,
                  label: w.cutModeOf[m],
                }))}
                popupMatchSelectWidth={false}
                style={{ minWidth: 150 }}
              />
              {own.length > 0 && (
                <Select
                  mode="tags"
                  aria-label={w.ownSpans}
                  value={own}
                  onChange={(cuts: string[]) => spans(cuts).length > 0 && set({ cuts: spans(cuts) })}
                  options={Object.entries(w.spanOf).map(([value, text]) => ({ value, label: text }))}
                  style={{ minWidth: 'min(320px, 80vw)' }}
                />
              )}
              <span className="muted" style={{ paddingTop: 5 }}>
                {w.longest}
              </span>
              <Select
                aria-label={w.longest}
                value={query.window ?? ''}
                onChange={(window) => set({ window: window || undefined })}
                options={[
                  { value: '', label: w.noLongest },
                  ...[...new Set([...WINDOWS, ...(query.window ? [query.window] : [])])].map((v) => ({
                    value: v,
                    label: w.spanOf[v] ?? v,
                  })),
                ]}
                style={{ minWidth: 110 }}
              />
            </Line>
            <DivideLine query={query} set={set} />
            <RangeLine query={query} set={set} />
          </div>
        </Card>
        <AnswerCard title={w.interval} definition={w.intervalDefinition} query={query} look="spread" onCell={setCell} />
      </div>
      {cell && (
        <Suspense>
          <PeopleDrawer
            key={JSON.stringify(cell)}
            title={`${way} · ${bucket ? label.ends(axis, bucket.ends[0]!, 1) : ''}`}
            of={query}
            cell={cell}
            onClose={() => setCell(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

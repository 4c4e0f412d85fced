import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { AnswerCard } from '@/answers/AnswerCard'
import { typesOf } from '@/answers/eventName'
import { EventPicker } from '@/answers/pick/EventPicker'
import type { Cell, EventMeant, QueryValue } from '@/answers/types'
import { Card, PageHead } from '@/ui/Page'
import { useAsked } from '../asked'
import { FilterLine, RangeLine } from '../parts/EventsLines'
import { Line } from '../parts/Line'
import { useAnalysisTexts } from '../texts'
import { EdgePeople } from './EdgePeople'

/** What customers do; attributes and tags decided meanwhile are no step of theirs. */
const OWN: QueryValue = {
  kind: 'paths',
  range: { days: 90 },
  session: '24h',
  length: 5,
  nodes: 8,
  exclude: ['attribute.decided', 'customer.created', 'customer.tagged', 'platform.contact_read'],
}
const SESSIONS = ['30m', '2h', '24h', '7d']
const LENGTHS = [3, 4, 5, 6, 8]
const NODES = [5, 8, 12, 20]

/** An event, or none while nothing is chosen. */
const asked = (event: EventMeant): EventMeant | undefined => (typesOf(event).length > 0 ? event : undefined)

export default function PathsPage() {
  const w = useAnalysisTexts()
  const { query, set } = useAsked(OWN, 'sankey')
  const [cell, setCell] = useState<Cell | null>(null)
  const anchor = query.start !== undefined ? 'start' : query.end !== undefined ? 'end' : 'none'
  const choices = <T extends string | number>(all: T[], now: T) => [...new Set([...all, now])]
  return (
    <div className="page">
      <PageHead title={w.paths} sub={w.pathsSub} />
      <div className="stack">
        <Card>
          <div className="asked">
            <Line name={w.anchor}>
              <Segmented
                aria-label={w.anchor}
                value={anchor}
                onChange={(v) =>
                  set({
                    start: v === 'start' ? 'contact.added' : undefined,
                    end: v === 'end' ? 'order.paid' : undefined,
                  })
                }
                options={(['none', 'start', 'end'] as const).map((v) => ({ value: v, label: w.anchorOf[v] }))}
              />
              {query.start !== undefined && (
                <EventPicker value={query.start} onChange={(e) => set({ start: asked(e) ?? '*' })} />
              )}
              {query.end !== undefined && (
                <EventPicker value={query.end} onChange={(e) => set({ end: asked(e) ?? '*' })} />
              )}
            </Line>
            <Line name={w.exclude}>
              <EventPicker value={query.exclude ?? []} onChange={(e) => set({ exclude: asked(e) })} />
            </Line>
            <Line name={w.session}>
              <Select
                aria-label={w.session}
                value={query.session ?? '30m'}
                onChange={(session) => set({ session })}
                options={choices(SESSIONS, query.session ?? '30m').map((v) => ({ value: v, label: w.sessionOf(v) }))}
                style={{ minWidth: 170 }}
              />
              <Select
                aria-label={w.length}
                value={query.length ?? 5}
                onChange={(length) => set({ length })}
                options={choices(LENGTHS, query.length ?? 5).map((n) => ({ value: n, label: w.lengthOf(n) }))}
                style={{ minWidth: 100 }}
              />
              <Select
                aria-label={w.nodes}
                value={query.nodes ?? 20}
                onChange={(nodes) => set({ nodes })}
                options={choices(NODES, query.nodes ?? 20).map((n) => ({ value: n, label: w.nodesOf(n) }))}
                style={{ minWidth: 150 }}
              />
            </Line>
            <FilterLine query={query} set={set} />
            <RangeLine query={query} set={set} />
          </div>
        </Card>
        <AnswerCard title={w.paths} definition={w.pathsDefinition} query={query} look="sankey" onCell={setCell} />
      </div>
      <EdgePeople of={query} cell={cell} onClose={() => setCell(null)} />
    </div>
  )
}

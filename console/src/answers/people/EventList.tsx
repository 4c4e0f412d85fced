import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { EmptyState, ErrorCard } from '@/ui/Feedback'
import { dateTimeSeconds } from '@/ui/format'
import { GoLink } from '@/ui/url'
import { useAnswer, usePersons } from '../queries'
import { useNames } from '../show'
import { useAnswerTexts } from '../texts'
import type { QueryValue, Value } from '../types'

const PAGE = 20
const MOST = 10_000
/** What is told as money first, then the rest. */
const AMOUNTS = ['paid_fen', 'amount_fen', 'total_fen']

/** Our own numbers say nothing to people. */
const isInner = (name: string) => /(^|_)(user)?id$|_at_ms$|^currency$|^revision$/.test(name)

type Said = [string, string | number | boolean]
const saidOf = (payload: Value): Said[] => {
  try {
    const read: unknown = typeof payload === 'string' ? JSON.parse(payload) : {}
    return Object.entries(read as Record<string, unknown>).flatMap(([name, v]): Said[] =>
      typeof v === 'string' || typeof v === 'number' || typeof v === 'boolean' ? (v === '' ? [] : [[name, v]]) : [],
    )
  } catch {
    return []
  }
}

/** The single events behind a number: when, what, whose, how much, and what else they say; newest first. */
export default function EventList({ query }: { query: QueryValue }) {
  const w = useAnswerTexts()
  const names = useNames()
  const [page, setPage] = useState(0)
  const events = useAnswer({ ...query, kind: 'events', limit: PAGE, offset: page * PAGE })
  const rows = events.data?.rows ?? []
  const at = (row: Value[], name: string) => row[events.data?.columns.indexOf(name) ?? -1] ?? null
  const ids = [...new Set(rows.map((row) => at(row, 'person_id')).filter((id) => id !== null))].map(String)
  const persons = usePersons(ids)
  const nameOf = (id: Value) => persons[ids.indexOf(String(id))]?.data?.name
  if (events.isError && !events.data) return <ErrorCard error={events.error} onRetry={() => void events.refetch()} />
  if (!events.data) return <Skeleton active />
  if (rows.length === 0 && page === 0) return <EmptyState title={w.nothing} />
  return (
    <>
      <ul className="event-list">
        {rows.map((row) => {
          const said = saidOf(at(row, 'payload'))
          const amount = AMOUNTS.flatMap((name) => said.filter(([n]) => n === name))[0]
          const id = at(row, 'person_id')
          return (
            <li key={String(at(row, 'seq'))}>
              <div className="row">
                <b>{names.value('type', at(row, 'type'))}</b>
                {amount && <span className="num">{names.figure(Number(amount[1]), amount[0])}</span>}
                {id !== null &&
                  (nameOf(id) === undefined ? (
                    <span className="muted">{w.unknown}</span>
                  ) : (
                    <GoLink to={`/customers/${String(id)}`}>{nameOf(id) || '—'}</GoLink>
                  ))}
                <span className="muted num">{dateTimeSeconds(String(at(row, 'at')))}</span>
              </div>
              <div className="muted">
                {said
                  .filter((pair) => pair !== amount && !isInner(pair[0]))
                  .map(([name, v]) => {
                    const column = `property.${name}`
                    const text = typeof v === 'number' ? names.figure(v, name) : names.value(column, String(v))
                    return `${names.property(name)} ${text}`
                  })
                  .join(' · ')}
              </div>
            </li>
          )
        })}
      </ul>
      <div className="row" style={{ marginTop: 12 }}>
        <Button size="small" disabled={page === 0} onClick={() => setPage(page - 1)}>
          {w.newer}
        </Button>
        <Button
          size="small"
          disabled={!events.data.is_cut || (page + 2) * PAGE > MOST}
          onClick={() => setPage(page + 1)}
        >
          {w.older}
        </Button>
      </div>
    </>
  )
}

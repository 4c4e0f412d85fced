import { Button, Select } from 'antd'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { usePaged } from '@/api/paged'
import { useAllStaff } from '@/pickers/queries'
import { Await } from '@/ui/Feedback'
import { dateOnly, dateTimeSeconds } from '@/ui/format'
import { groupBy } from '@/ui/group'
import type { Customer } from '../queries'
import { useTexts } from './texts'
import './thread.css'

type Line = Schemas['ThreadLine']

function Said({ line, customer }: { line: Line; customer: Customer }) {
  const w = useTexts()
  const staff = useAllStaff()
  const isOurs = line.side === 'brand'
  const name = staff.data?.find((s) => s.id === line.staff_id)?.name
  const who = isOurs ? (name ?? line.account ?? (line.type === 'oa.replied' ? w.byRule : w.us)) : customer.name
  const kind = w.kinds[line.kind ?? ''] ?? line.kind ?? ''
  return (
    <li className={isOurs ? 'ours' : undefined}>
      <div className="muted said">
        {who} · {w.channels[line.channel ?? ''] ?? line.channel}
        {!isOurs && line.account ? ` ${line.account}` : ''}{' '}
        <time className="num" dateTime={line.occurred_at} title={dateTimeSeconds(line.occurred_at)}>
          {dateTimeSeconds(line.occurred_at).slice(11)}
        </time>
      </div>
      <span className="bubble">{line.text ?? w.noWords.replace('{kind}', kind)}</span>
    </li>
  )
}

/** What a customer and the brand said to each other over all channels; the newest stands last. */
export default function Thread({ customer }: { customer: Customer }) {
  const w = useTexts()
  const [channel, setChannel] = useState<string | undefined>()
  const list = usePaged<Line>(
    ['customer', customer.id, 'thread', channel],
    '/api/customers/{id}/thread',
    { channel, limit: 50 },
    {
      id: customer.id,
    },
  )
  const days = [...groupBy([...list.rows].reverse(), (line) => dateOnly(line.occurred_at))]
  return (
    <div className="stack">
      <div className="filters">
        <Select
          aria-label={w.channel}
          placeholder={w.all}
          allowClear
          value={channel}
          onChange={setChannel}
          options={Object.entries(w.channels).map(([value, label]) => ({ value, label }))}
          style={{ minWidth: 160 }}
        />
      </div>
      <Await query={list}>
        {list.rows.length === 0 && <p className="muted">{channel ? w.noneHere : w.none}</p>}
        {list.hasNextPage && (
          <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {w.earlier}
          </Button>
        )}
        {days.map(([day, lines]) => (
          <div key={day}>
            <div className="muted num day">{day}</div>
            <ol className="thread">
              {lines.map((line) => (
                <Said key={String(line.seq)} line={line} customer={customer} />
              ))}
            </ol>
          </div>
        ))}
      </Await>
    </div>
  )
}

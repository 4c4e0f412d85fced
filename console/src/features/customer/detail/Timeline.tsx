import { Button, DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { toneOf, useSentence } from '@/pickers/useSentence'
import { Await } from '@/ui/Feedback'
import { dateOnly, dateTimeSeconds } from '@/ui/format'
import { groupBy } from '@/ui/group'
import type { Customer } from '../queries'
import { NoteItem } from './NoteItem'
import { type TimelineFilter, useNotes, useTimeline } from './queries'

const KINDS = [
  'customer.noted',
  'contact.added',
  'contact.lost',
  'welcome.sent',
  'welcome.failed',
  'customer.tagged',
  'customer.changed',
  'channel_code.matched',
  'order.created',
  'order.paid',
  'order.finished',
  'order.closed',
  'order.refunded',
  'refund.opened',
  'group_chat.joined',
  'group_chat.left',
  'oa.followed',
  'oa.unfollowed',
  'oa.scanned',
  'oa.menu_clicked',
  'oa.menu_viewed',
  'oa.messaged',
  'oa.replied',
  'oa.add_attributed',
] as const
const NOTHING: TimelineFilter = { types: [] }

function Bar({
  customer,
  value,
  onChange,
}: {
  customer: Customer
  value: TimelineFilter
  onChange: (f: TimelineFilter) => void
}) {
  const { t } = useTranslation()
  const word = useWord()
  const staff = [...new Map(customer.relations.map((r) => [r.staff_id, r.staff_name]))]
  const isSet = value.types.length > 0 || value.from || value.to || value.staff_id
  return (
    <div className="filters">
      <Select
        mode="multiple"
        aria-label={t('customer.kinds')}
        placeholder={t('customer.kinds')}
        allowClear
        maxTagCount="responsive"
        value={value.types}
        onChange={(types: string[]) => onChange({ ...value, types })}
        options={KINDS.map((k) => ({ value: k, label: word('event_type', k) }))}
        style={{ minWidth: 170, flex: 1 }}
      />
      {staff.length > 1 && (
        <Select
          aria-label={t('customer.staff')}
          placeholder={t('customer.staff')}
          allowClear
          value={value.staff_id}
          onChange={(staff_id?: string) => onChange({ ...value, staff_id })}
          options={staff.map(([id, name]) => ({ value: id, label: name }))}
          style={{ minWidth: 120 }}
        />
      )}
      <DatePicker.RangePicker
        aria-label={t('common.time')}
        allowEmpty={[true, true]}
        value={[value.from ? dayjs(value.from) : null, value.to ? dayjs(value.to) : null]}
        onChange={(range) =>
          onChange({ ...value, from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })
        }
        style={{ width: 230 }}
      />
      {isSet && (
        <Button type="text" size="small" onClick={() => onChange(NOTHING)}>
          {t('common.clearFilters')}
        </Button>
      )}
    </div>
  )
}

/** Everything that happened, newest first, under its day; more comes while scrolling. */
export function Timeline({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const { id, name } = customer
  const sentence = useSentence(name)
  const [filter, setFilter] = useState<TimelineFilter>(NOTHING)
  const list = useTimeline(id, filter)
  const notes = useNotes(id)
  const byId = new Map((notes.data?.items ?? []).map((n) => [n.id, n]))
  const end = useRef<HTMLDivElement>(null)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage || typeof IntersectionObserver !== 'function') return
    const observer = new IntersectionObserver((seen) => seen[0]?.isIntersecting && void fetchNextPage())
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const days = [...groupBy(list.rows, (e) => dateOnly(e.occurred_at))]
  const isFiltered = filter.types.length > 0 || filter.from || filter.to || filter.staff_id
  return (
    <div className="stack">
      <Bar customer={customer} value={filter} onChange={setFilter} />
      <Await query={list}>
        {list.rows.length === 0 && (
          <p className="muted">{t(isFiltered ? 'customer.timelineEmpty' : 'customer.detail.nothingYet')}</p>
        )}
        {days.map(([day, events]) => (
          <div key={day}>
            <div className="muted num day">{day}</div>
            <ul className="feed">
              {events.map((e) => {
                const payload = (e.payload ?? {}) as Record<string, unknown>
                const note = payload.action === 'written' ? byId.get(String(payload.note_id)) : undefined
                return (
                  <li key={String(e.seq)}>
                    <span className={`dot ${toneOf(e.type)}`} aria-hidden />
                    <div className="grow stack tight" style={{ gap: 0, minWidth: 0 }}>
                      <span>{sentence(e)}</span>
                      {note && !note.is_pinned && <NoteItem customerId={id} note={note} />}
                      {typeof payload.text === 'string' && payload.text && (
                        <span className="muted pre">{payload.text}</span>
                      )}
                    </div>
                    <time className="muted num" dateTime={e.occurred_at} title={dateTimeSeconds(e.occurred_at)}>
                      {dateTimeSeconds(e.occurred_at).slice(11, 16)}
                    </time>
                  </li>
                )
              })}
            </ul>
          </div>
        ))}
        <div ref={end} className="grid-foot">
          {hasNextPage && (
            <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('common.more')}
            </Button>
          )}
        </div>
      </Await>
    </div>
  )
}

import { Button, Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { toneOf, useSentence } from '@/pickers/useSentence'
import { Await } from '@/ui/Feedback'
import { dateOnly, dateTimeSeconds } from '@/ui/format'
import { groupBy } from '@/ui/group'
import { useTimeline } from '../queries'

const KINDS = [
  'contact.added',
  'contact.lost',
  'welcome.sent',
  'welcome.failed',
  'customer.tagged',
  'customer.changed',
  'channel_code.matched',
] as const

/** Everything that happened, newest first, under its day; more comes while scrolling. */
export function Timeline({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation()
  const word = useWord()
  const sentence = useSentence(name)
  const [types, setTypes] = useState<string[]>([])
  const list = useTimeline(id, types)
  const end = useRef<HTMLDivElement>(null)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage || typeof IntersectionObserver !== 'function') return
    const observer = new IntersectionObserver((seen) => seen[0]?.isIntersecting && void fetchNextPage())
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const days = [...groupBy(list.rows, (e) => dateOnly(e.occurred_at))]
  return (
    <div className="stack">
      <Checkbox.Group
        aria-label={t('customer.kinds')}
        value={types}
        onChange={(v) => setTypes(v as string[])}
        options={KINDS.map((k) => ({ value: k, label: word('event_type', k) }))}
      />
      <Await query={list}>
        {list.rows.length === 0 && <p className="muted">{t('customer.timelineEmpty')}</p>}
        {days.map(([day, events]) => (
          <div key={day}>
            <div className="muted num day">{day}</div>
            <ul className="feed">
              {events.map((e) => (
                <li key={String(e.seq)}>
                  <span className={`dot ${toneOf(e.type)}`} aria-hidden />
                  <div className="grow stack tight" style={{ gap: 0 }}>
                    <span>{sentence(e)}</span>
                    {typeof e.payload?.text === 'string' && e.payload.text && (
                      <span className="muted pre">{e.payload.text}</span>
                    )}
                  </div>
                  <time className="muted num" dateTime={e.occurred_at} title={dateTimeSeconds(e.occurred_at)}>
                    {dateTimeSeconds(e.occurred_at).slice(11, 16)}
                  </time>
                </li>
              ))}
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

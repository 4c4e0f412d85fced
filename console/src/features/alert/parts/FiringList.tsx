import { Button } from 'antd'
import { useLang } from '@/i18n'
import { Await, EmptyState } from '@/ui/Feedback'
import { dateTime } from '@/ui/format'
import { Badge, Time } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { type Firing, useFirings } from '../queries'
import type { Units } from '../said'
import { useAlertTexts } from '../texts'
import { CauseList } from './CauseList'

function One({ firing, units, isNamed }: { firing: Firing; units?: Units; isNamed: boolean }) {
  const w = useAlertTexts()
  const lang = useLang()
  return (
    <li className="alert-firing">
      <div className="row" style={{ gap: 8, flexWrap: 'wrap' }}>
        <Badge tone={firing.ended_at ? 'off' : 'bad'}>
          {firing.ended_at ? w.until(dateTime(firing.ended_at)) : w.stillOn}
        </Badge>
        {isNamed && <GoLink to={`/alerts/${firing.alert_id}`}>{firing.alert_name ?? firing.alert_id}</GoLink>}
        <span className="grow" />
        <span className="muted">{w.told(firing.told)}</span>
        <Time at={firing.fired_at} />
      </div>
      <p>{lang === 'en-US' ? firing.said_en : firing.said_zh}</p>
      {units && firing.cause.length > 0 && <CauseList causes={firing.cause} {...units} />}
    </li>
  )
}

/** When it fired, newest first; of one rule with its causes. */
export function FiringList({ id, units }: { id: string | null; units?: Units }) {
  const w = useAlertTexts()
  const firings = useFirings(id)
  const items = firings.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Await query={firings} rows={3}>
      {items.length === 0 ? (
        <EmptyState title={w.noHistory} hint={w.noHistoryHint} />
      ) : (
        <ul className="alert-list">
          {items.map((f) => (
            <One key={f.id} firing={f} units={units} isNamed={id === null} />
          ))}
        </ul>
      )}
      {firings.hasNextPage && (
        <Button loading={firings.isFetchingNextPage} onClick={() => void firings.fetchNextPage()}>
          {w.more}
        </Button>
      )}
    </Await>
  )
}

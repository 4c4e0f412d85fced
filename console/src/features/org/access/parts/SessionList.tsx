import { DesktopOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { Await, useFail } from '@/ui/Feedback'
import { Badge, Time } from '@/ui/Page'
import { browserOf } from '../browser'
import { useEndSession, useEndSessions, useSessions } from '../queries'

/** Where somebody is signed in: my own browsers, or those of a user. */
export function SessionList({ userId, writable }: { userId?: string; writable: boolean }) {
  const { t } = useTranslation()
  const word = useWord()
  const fail = useFail()
  const sessions = useSessions(userId)
  const end = useEndSession(userId)
  const endAll = useEndSessions(userId)
  const items = sessions.data?.items ?? []
  const others = items.filter((s) => !s.is_current)
  return (
    <Await query={sessions} rows={3}>
      <div className="stack">
        {items.length === 0 && <p className="muted">{t('access.noSessions')}</p>}
        <ul className="sessions">
          {items.map((s) => (
            <li key={s.id}>
              <DesktopOutlined aria-hidden className="muted" />
              <span className="stack tight grow" style={{ gap: 0 }}>
                <span className="row" style={{ gap: 6 }}>
                  <span title={s.user_agent ?? undefined}>{browserOf(s.user_agent)}</span>
                  {s.is_current && <Badge tone="good">{t('access.thisBrowser')}</Badge>}
                </span>
                <small className="muted">
                  {[s.address, word('session_way', s.way)].filter(Boolean).join(' · ')} · {t('access.lastSeen')}{' '}
                  <Time at={s.last_seen_at} relative />
                </small>
              </span>
              {writable && !s.is_current && (
                <Button
                  size="small"
                  aria-label={t('access.endSessionOf', { name: browserOf(s.user_agent) })}
                  onClick={() => end.mutate(s.id, { onError: fail })}
                >
                  {t('access.endSession')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {writable && others.length > 0 && (
          <div>
            <Button danger loading={endAll.isPending} onClick={() => endAll.mutate(undefined, { onError: fail })}>
              {userId ? t('access.endAll') : t('access.endOthers')}
            </Button>
          </div>
        )}
      </div>
    </Await>
  )
}

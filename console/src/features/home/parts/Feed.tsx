import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type LiveEvent, useLive } from '@/api/live'
import { toneOf, useSentence } from '@/pickers/useSentence'
import { Await } from '@/ui/Feedback'
import { Card, Time } from '@/ui/Page'
import { LiveBadge } from '@/ui/page/LiveBadge'
import { GoLink } from '@/ui/url'
import { FED, useRecentEvents } from '../queries'

const LINES = 14

/** What came by the stream in front of what was there, each once, newest first. */
export function mergeFeed(live: LiveEvent[], stored: LiveEvent[]): LiveEvent[] {
  const seen = new Set<string>()
  return [...live, ...stored]
    .filter((e) => FED.includes(e.type) && !seen.has(String(e.seq)) && seen.add(String(e.seq)))
    .sort((a, b) => Date.parse(b.occurred_at) - Date.parse(a.occurred_at))
    .slice(0, LINES)
}

/** What happens right now. */
export function Feed() {
  const { t } = useTranslation()
  const sentence = useSentence()
  const stored = useRecentEvents()
  const feed = useLive((s) => s.feed)
  const lines = useMemo(() => mergeFeed(feed, stored.data ?? []), [feed, stored.data])
  return (
    <Card title={t('home.feed')} extra={<LiveBadge />}>
      <Await query={stored}>
        {lines.length === 0 ? (
          <p className="muted">{t('home.feedEmpty')}</p>
        ) : (
          <ul className="feed" aria-label={t('home.feed')}>
            {lines.map((e) => (
              <li key={String(e.seq)}>
                <span className={`dot ${toneOf(e.type)}`} aria-hidden />
                <span className="grow">
                  {e.person_id ? (
                    <GoLink to={`/customers/${e.person_id}`} className="plain">
                      {sentence(e)}
                    </GoLink>
                  ) : (
                    sentence(e)
                  )}
                </span>
                <span className="muted">
                  <Time at={e.occurred_at} relative />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Await>
    </Card>
  )
}

import { useTranslation } from 'react-i18next'
import { type LiveState, useLive } from '@/api/live'
import { useReach } from '@/api/reach'
import { Badge } from '../Page'

const SAID: Record<LiveState, 'live' | 'liveSoon' | 'liveLost'> = {
  open: 'live',
  connecting: 'liveSoon',
  hidden: 'liveSoon',
  lost: 'liveLost',
  polling: 'liveLost',
}

/** Whether what is on the page follows what happens, from the moment it does not any more. */
export function LiveBadge() {
  const { t } = useTranslation()
  const state = useLive((s) => s.state)
  const isReached = useReach((s) => s.reach === 'reached')
  const said = isReached ? SAID[state] : 'liveLost'
  return (
    <span role="status" className="nowrap">
      <Badge tone={said === 'live' ? 'good' : said === 'liveLost' ? 'warn' : 'busy'}>{t(`common.${said}`)}</Badge>
    </span>
  )
}

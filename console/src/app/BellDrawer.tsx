import { BellOutlined } from '@ant-design/icons'
import { Button, Drawer, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { reasonText, useWord } from '@/i18n'
import { Await, EmptyState } from '@/ui/Feedback'
import { Time } from '@/ui/Page'
import { useGo } from '@/ui/url'
import { useNotifications, useReadNotification } from './queries'

const DOTS = { info: 'busy', warning: '', error: 'bad' }

/** The sentence of a notification, from its kind and what it carries. */
function useNotificationText(): (n: Schemas['Notification']) => string {
  const { t } = useTranslation()
  const word = useWord()
  return (n) => {
    const sentences = t('notification', { returnObjects: true }) as Record<string, string>
    const key = n.kind.replaceAll('.', '_')
    if (!sentences[key]) return n.kind
    return String(
      t(
        `notification.${key}` as 'notification.effect_dead',
        {
          ...n.params,
          reason: reasonText(n.params.reason),
          state: word('job_state', n.params.state),
        } as never,
      ),
    )
  }
}

export default function BellDrawer({ open, count, onClose }: { open: boolean; count: number; onClose: () => void }) {
  const { t } = useTranslation()
  const go = useGo()
  const textOf = useNotificationText()
  const [unread, setUnread] = useState(false)
  const list = useNotifications(unread)
  const read = useReadNotification()
  const follow = (n: Schemas['Notification']) => {
    if (!n.read_at) read.mutate(n.id)
    if (!n.link) return
    onClose()
    go(n.link)
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={420}
      title={t('app.notifications')}
      extra={
        <Button size="small" disabled={count === 0} onClick={() => read.mutate('all')}>
          {t('app.readAll')}
        </Button>
      }
    >
      <Segmented
        value={unread ? 'unread' : 'all'}
        onChange={(v) => setUnread(v === 'unread')}
        options={[
          { value: 'all', label: t('common.all') },
          { value: 'unread', label: t('app.unread') },
        ]}
      />
      <Await query={list}>
        {list.data?.items.length === 0 ? (
          <EmptyState icon={<BellOutlined />} title={t('app.noNotifications')} hint={t('app.noNotificationsHint')} />
        ) : (
          <ul className="feed">
            {list.data?.items.map((n) => (
              <li key={n.id} style={{ opacity: n.read_at ? 0.75 : 1 }}>
                <span className={`dot ${n.read_at ? '' : DOTS[n.severity]}`} aria-hidden />
                <div className="stack tight grow">
                  <button type="button" className="linklike" style={{ color: 'inherit' }} onClick={() => follow(n)}>
                    {textOf(n)}
                  </button>
                  <span className="muted">
                    <Time at={n.created_at} relative />
                  </span>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Await>
    </Drawer>
  )
}

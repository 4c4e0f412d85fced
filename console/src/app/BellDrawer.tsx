import { BellOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Drawer, Segmented } from 'antd'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useIsViewing } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { Await, EmptyState } from '@/ui/Feedback'
import { Time } from '@/ui/Page'
import { GoButton, useGo, useLink } from '@/ui/url'
import { useNotifications, useReadNotification } from './queries'

const TOGETHER = 3
type Notification = Schemas['Notification']
/** Many of one kind after the other become one line that opens. */
export function groupsOf(items: Notification[]): Notification[][] {
  const groups: Notification[][] = []
  for (const n of items) {
    const last = groups.at(-1)
    if (last?.[0]?.kind === n.kind && Boolean(last[0].read_at) === Boolean(n.read_at)) last.push(n)
    else groups.push([n])
  }
  return groups
}

const DOTS = { info: 'busy', warning: '', error: 'bad' }

/** The sentence of a notification, from its kind and what it carries. */
function useNotificationText(): (n: Schemas['Notification']) => string {
  const { t } = useTranslation()
  const word = useWord()
  const lang = useLang()
  return (n) => {
    const sentences = t('notification', { returnObjects: true }) as Record<string, string>
    const key = n.kind.replaceAll('.', '_')
    if (!sentences[key]) return n.kind
    return String(
      t(
        `notification.${key}` as 'notification.effect_dead',
        {
          ...n.params,
          said: lang === 'en-US' ? n.params.said_en : n.params.said_zh,
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
  const link = useLink()
  const textOf = useNotificationText()
  const [unread, setUnread] = useState(false)
  const [opened, setOpened] = useState<Set<string>>(new Set())
  const list = useNotifications(unread)
  const read = useReadNotification()
  const isViewing = useIsViewing()
  const see = (n: Notification) => !n.read_at && !isViewing && read.mutate(n.id)
  const follow = (n: Notification) => {
    see(n)
    onClose()
    if (n.link) go(n.link)
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={420}
      title={t('app.notifications')}
      extra={
        <span className="row">
          {!isViewing && (
            <Button size="small" disabled={count === 0} onClick={() => read.mutate('all')}>
              {t('app.readAll')}
            </Button>
          )}
          <GoButton
            size="small"
            type="text"
            icon={<SettingOutlined />}
            aria-label={t('app.noticeSettings')}
            title={t('app.noticeSettings')}
            to="/settings/notifications"
            onGo={() => {
              onClose()
              go('/settings/notifications')
            }}
          />
        </span>
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
            {groupsOf(list.data?.items ?? []).map((group) => {
              const shown = group.length <= TOGETHER || opened.has(group[0]!.id) ? group : group.slice(0, 1)
              const line = (n: Notification) => (
                <li key={n.id}>
                  <span className={`dot ${n.read_at ? '' : DOTS[n.severity]}`} aria-hidden />
                  <div className="stack tight grow">
                    {n.link ? (
                      <a
                        className={n.read_at ? 'linklike muted' : 'linklike strong'}
                        {...link(n.link, () => follow(n))}
                        onAuxClick={() => see(n)}
                      >
                        {textOf(n)}
                      </a>
                    ) : (
                      <button
                        type="button"
                        className={n.read_at ? 'linklike muted' : 'linklike strong'}
                        onClick={() => see(n)}
                      >
                        {textOf(n)}
                      </button>
                    )}
                    <span className="muted">
                      <Time at={n.created_at} relative />
                    </span>
                  </div>
                </li>
              )
              return (
                <Fragment key={group[0]!.id}>
                  {shown.map(line)}
                  {shown.length < group.length && (
                    <li>
                      <Button size="small" onClick={() => setOpened((ids) => new Set([...ids, group[0]!.id]))}>
                        {t('app.more', { n: group.length - 1 })}
                      </Button>
                    </li>
                  )}
                </Fragment>
              )
            })}
          </ul>
        )}
      </Await>
    </Drawer>
  )
}

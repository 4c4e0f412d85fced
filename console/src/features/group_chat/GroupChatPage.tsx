import { ReloadOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { DaysChart } from '@/ui/DaysChart'
import { Await, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, Facts, PageHead, Time } from '@/ui/Page'
import { useFilters } from '@/ui/url'
import { daysOf, share } from './figures'
import { STATE_TONES } from './GroupChatsPage'
import { DaysPick, GroupFigures } from './parts/Figures'
import { Members } from './parts/Members'
import { useGroup, useRefreshGroup } from './queries'

type Group = Schemas['GroupChatView']

function Stayed({ group }: { group: Group }) {
  const { t } = useTranslation()
  const lang = useLang()
  if (group.stayed.length === 0) return <p className="muted">{t('group_chat.stayedNone')}</p>
  return (
    <Facts
      items={group.stayed.map((p) => [
        t('group_chat.afterDays', { n: p.day }),
        <span key={p.day} className="num">
          {share(p.stayed, p.people)}{' '}
          <small className="muted">
            {t('group_chat.ofPeople', { n: int(p.stayed, lang), of: int(p.people, lang) })}
          </small>
        </span>,
      ])}
    />
  )
}

export default function GroupChatPage() {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const fail = useFail()
  const { message } = App.useApp()
  const { id } = useParams({ strict: false }) as { id: string }
  const [filters, setFilters] = useFilters()
  const days = daysOf(filters.days)
  const group = useGroup(id, days)
  const refresh = useRefreshGroup()
  const g = group.data
  return (
    <div className="page">
      <PageHead
        title={g ? g.name || t('group_chat.unnamed') : t('nav.groups')}
        back="/group-chats"
        sub={
          g && (
            <span className="row">
              <Badge tone={STATE_TONES[g.state]}>{word('group_state', g.state)}</Badge>
              {[g.owner_name, g.store_name].filter(Boolean).join(' · ')}
            </span>
          )
        }
        extra={
          <>
            <DaysPick days={days} onPick={(n) => setFilters({ days: n })} />
            {can('group_chat.write') && g && g.state !== 'dismissed' && (
              <Button
                icon={<ReloadOutlined />}
                loading={refresh.isPending}
                onClick={() =>
                  refresh.mutate(id, {
                    onSuccess: () => void message.success(t('group_chat.refreshing')),
                    onError: fail,
                  })
                }
              >
                {t('group_chat.refresh')}
              </Button>
            )}
          </>
        }
      />
      <Await query={group} back="/group-chats">
        {g && (
          <>
            <Card>
              <GroupFigures figures={g.figures} now={g.external_count} />
            </Card>
            <div className="cols main-side">
              <div className="stack">
                <Card title={t('group_chat.comings')}>
                  <DaysChart
                    label={t('group_chat.comings')}
                    days={g.days.map((d) => d.date)}
                    series={[
                      { name: t('group_chat.joined'), tone: 'good', values: g.days.map((d) => d.joined) },
                      { name: t('group_chat.left'), tone: 'bad', values: g.days.map((d) => d.left) },
                    ]}
                  />
                </Card>
                <Card title={t('group_chat.members')} flush>
                  <Members id={id} />
                </Card>
              </div>
              <div className="stack">
                <Card title={t('group_chat.stayed')}>
                  <Stayed group={g} />
                </Card>
                <Card title={t('group_chat.facts')}>
                  <Facts
                    items={[
                      [t('group_chat.createdAt'), <Time key="c" at={g.created_at} />],
                      [t('group_chat.readAt'), <Time key="r" at={g.read_at} relative />],
                      [t('group_chat.notice'), g.notice || '—'],
                    ]}
                  />
                </Card>
              </div>
            </div>
          </>
        )}
      </Await>
    </div>
  )
}

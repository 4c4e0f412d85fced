import { MessageOutlined } from '@ant-design/icons'
import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { StaffSelect } from '@/pickers/StaffPicker'
import { Await, EmptyState } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, PageHead, Time, type Tone } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { GoLink, useFilters, useGo } from '@/ui/url'
import { daysOf } from './figures'
import { DaysPick, GroupFigures } from './parts/Figures'
import { Owners } from './parts/Owners'
import { type GroupRow, useGroupSummary, useGroups } from './queries'

export const STATE_TONES: Record<GroupRow['state'], Tone> = {
  active: 'good',
  owner_left: 'warn',
  inheriting: 'busy',
  inherited: 'good',
  dismissed: 'off',
}

export default function GroupChatsPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const go = useGo()
  const can = useCan()
  const [filters, setFilters, clear] = useFilters()
  const { q, owner_staff_id, state } = filters
  const days = daysOf(filters.days)
  const summary = useGroupSummary(days)
  const groups = useGroups({ q, owner_staff_id, state })
  const sum = summary.data
  return (
    <div className="page">
      <PageHead
        title={t('nav.groups')}
        sub={sum && t('group_chat.total', { n: int(sum.group_count, lang), m: int(sum.external_count, lang) })}
        extra={<DaysPick days={days} onPick={(n) => setFilters({ days: n })} />}
      />
      <Await query={summary} rows={2}>
        {sum && sum.group_count > 0 && (
          <>
            <Card>
              <GroupFigures figures={sum.figures} now={sum.external_count} />
            </Card>
            <Card
              title={t('group_chat.byOwner')}
              extra={
                <span className="muted num">
                  {sum.from} – {sum.to}
                </span>
              }
              flush
            >
              <Owners owners={sum.owners} />
            </Card>
          </>
        )}
      </Await>
      <div className="filters">
        <span data-search>
          <Input.Search
            aria-label={t('group_chat.find')}
            placeholder={t('group_chat.find')}
            allowClear
            defaultValue={q}
            onSearch={(v) => setFilters({ q: v })}
          />
        </span>
        <StaffSelect
          label={t('group_chat.owner')}
          value={owner_staff_id}
          onChange={(v) => setFilters({ owner_staff_id: v })}
        />
        <Select
          aria-label={t('group_chat.state')}
          placeholder={t('group_chat.state')}
          allowClear
          value={state}
          onChange={(v) => setFilters({ state: v })}
          options={[
            { value: 'present', label: t('group_chat.present') },
            { value: 'dismissed', label: word('group_state', 'dismissed') },
          ]}
          style={{ minWidth: 130 }}
        />
      </div>
      <Card flush>
        <PagedTable
          label={t('nav.groups')}
          list={groups}
          rowKey="id"
          filtered={Boolean(q || owner_staff_id || state)}
          onClear={clear}
          onOpen={(g, page) => (page ? window.open(`/group-chats/${g.id}`, '_blank') : go(`/group-chats/${g.id}`))}
          empty={
            <EmptyState
              icon={<MessageOutlined />}
              title={t('group_chat.none')}
              hint={t('group_chat.noneHint')}
              action={can('connection.read') && <GoLink to="/settings/connections">{t('nav.connections')}</GoLink>}
            />
          }
          columns={[
            {
              title: t('group_chat.name'),
              render: (_, g) => <GoLink to={`/group-chats/${g.id}`}>{g.name || t('group_chat.unnamed')}</GoLink>,
            },
            { title: t('group_chat.owner'), dataIndex: 'owner_name' },
            { title: t('group_chat.store'), render: (_, g) => g.store_name ?? <span className="muted">—</span> },
            {
              title: t('group_chat.state'),
              render: (_, g) => <Badge tone={STATE_TONES[g.state]}>{word('group_state', g.state)}</Badge>,
            },
            {
              title: t('group_chat.now'),
              align: 'right',
              className: 'num',
              render: (_, g) => int(g.external_count, lang),
            },
            {
              title: t('group_chat.today'),
              align: 'right',
              className: 'num nowrap',
              render: (_, g) =>
                g.joined_today + g.left_today === 0 ? (
                  <span className="muted">—</span>
                ) : (
                  `+${int(g.joined_today, lang)} / −${int(g.left_today, lang)}`
                ),
            },
            { title: t('group_chat.createdAt'), render: (_, g) => <Time at={g.created_at} /> },
          ]}
        />
      </Card>
    </div>
  )
}

import { TeamOutlined } from '@ant-design/icons'
import { Drawer, Segmented, Skeleton, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { ErrorCard } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Face, Time } from '@/ui/Page'
import { GoButton, GoLink } from '@/ui/url'
import { listOf } from '../drill'
import { type BoardFilter, type Drill, usePeople } from '../queries'
import { useRowName } from '../rowName'

const PAGE = 20
type Person = Schemas['BoardPerson']

/** Why somebody is in the list: what happened between him and whom. */
function Reason({ person, figure }: { person: Person; figure: string }) {
  const { t } = useTranslation()
  const word = useWord()
  const staff = person.staff_name ?? t('insight.someone')
  const ended = ['lost', 'churned', 'given_away', 'moved_out', 'gone'].some((f) => figure.startsWith(f))
  if (ended && person.ended_by) {
    const days = Math.floor((Date.parse(person.ended_at ?? '') - Date.parse(person.added_at)) / 86_400_000)
    const by = person.ended_by as 'customer' | 'staff' | 'transfer' | 'system'
    return (
      <>
        {t(`insight.was.${by}`, { staff })}
        <span className="muted"> · {t('insight.was.kept', { n: days })}</span>
      </>
    )
  }
  if (figure === 'open_after' || figure === 'people_after') return <>{t('insight.was.still', { staff })}</>
  if (person.add_way === 'assigned') return <>{t('insight.was.moved_in', { staff })}</>
  return <>{t('insight.was.added', { staff, way: word('add_way', person.add_way) })}</>
}

export default function PeopleDrawer(props: {
  filter: BoardFilter
  /** The days it is compared with. */
  before: string
  drill: Drill
  label: string | null
  onChange: (drill: Drill) => void
  onClose: () => void
}) {
  const { drill } = props
  const { t } = useTranslation()
  const lang = useLang()
  const [page, setPage] = useState(1)
  const people = usePeople(props.filter, drill, (page - 1) * PAGE, PAGE)
  const nameOf = useRowName(drill.by)
  const isCohort = drill.figure === 'retained' || drill.figure === 'gone'
  const figure = isCohort
    ? t(`insight.figure.${drill.figure as 'gone'}`, { n: drill.days ?? 0 })
    : t(`insight.figure.${drill.figure as 'added'}`)
  const days = drill.compare ? props.before : `${props.filter.from} – ${props.filter.to}`
  const part = drill.key && nameOf({ key: drill.key, label: props.label })
  const row = part ? (drill.compare ? `${part} · ${days}` : part) : days
  const can = useCan()
  return (
    <Drawer
      open
      size={Math.min(680, window.innerWidth)}
      onClose={props.onClose}
      title={`${row} · ${figure}`}
      extra={
        people.data && <span className="muted">{t('insight.peopleTotal', { n: int(people.data.total, lang) })}</span>
      }
    >
      {can('customer.read') && people.data && people.data.total > 0 && (
        <GoButton
          icon={<TeamOutlined />}
          to={listOf(props.filter, drill)}
          style={{ marginBottom: 12, marginInlineEnd: 12 }}
        >
          {t('insight.openList')}
        </GoButton>
      )}
      {isCohort && (
        <Segmented
          value={drill.figure}
          onChange={(v) => {
            setPage(1)
            props.onChange({ ...drill, figure: v })
          }}
          options={(['gone', 'retained'] as const).map((v) => ({
            value: v,
            label: t(`insight.figure.${v}`, { n: drill.days ?? 0 }),
          }))}
          style={{ marginBottom: 12 }}
        />
      )}
      {people.isError && !people.data && <ErrorCard error={people.error} onRetry={() => void people.refetch()} />}
      {people.isPending && <Skeleton active />}
      {people.data && (
        <Table<Person>
          size="small"
          rowKey={(p) => `${p.customer_id} ${p.staff_id} ${p.added_at}`}
          className={people.isPlaceholderData ? 'board-old' : ''}
          dataSource={people.data.items}
          locale={{ emptyText: t('common.nothing') }}
          pagination={{
            current: page,
            pageSize: PAGE,
            total: people.data.total,
            onChange: setPage,
            showSizeChanger: false,
            hideOnSinglePage: true,
            size: 'small',
          }}
          columns={[
            {
              title: t('insight.customer'),
              render: (_, p) => (
                <span className="row nowrap">
                  <Face name={p.customer_name ?? '?'} src={p.avatar} size={24} />
                  <GoLink to={`/customers/${p.customer_id}`}>{p.customer_name ?? t('insight.unknownPerson')}</GoLink>
                </span>
              ),
            },
            { title: t('insight.what'), render: (_, p) => <Reason person={p} figure={drill.figure} /> },
            { title: t('insight.at'), render: (_, p) => <Time at={p.at} /> },
          ]}
        />
      )}
    </Drawer>
  )
}

import { UsergroupAddOutlined } from '@ant-design/icons'
import { Button, Drawer, Pagination, Segmented, Skeleton, Table } from 'antd'
import { Suspense, useState } from 'react'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { ErrorCard } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Face, Time } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { ScopeNote } from '@/ui/page/ScopeNote'
import { GoLink } from '@/ui/url'
import { useAnswer, usePersons } from '../queries'
import { useAnswerTexts } from '../texts'
import type { Cell, QueryValue, Value } from '../types'

const SaveAudience = lazy(() => import('./SaveAudience'))

const EventList = lazy(() => import('./EventList'))

const PAGE = 20
/** So many are listed; that there are more is said by a plus. */
const SHOWN_MAX = 100_000

/** Whose number it is: a cell of a funnel, of paths or of retention; of anything else those who did it. */
type Behind = { of: QueryValue; cell: Cell; query?: undefined } | { query: QueryValue; of?: undefined }
const peopleOf = (props: Behind): QueryValue =>
  props.of
    ? { kind: 'people', of: props.of, cell: props.cell, range: props.of.range }
    : { ...props.query, kind: 'people' }

/** The people behind a number, each leading to his page; they can be kept as an audience. */
export default function PeopleDrawer(
  props: Behind & {
    title: string
    onClose: () => void
    extra?: React.ReactNode
  },
) {
  const can = useCan()
  const [isSaving, setSaving] = useState(false)
  const [areEvents, setEvents] = useState(false)
  const query = peopleOf(props)
  const w = useAnswerTexts()
  const lang = useLang()
  const [page, setPage] = useState(1)
  const people = useAnswer({ ...query, limit: SHOWN_MAX })
  const rows = people.data?.rows ?? []
  const shown = rows.slice((page - 1) * PAGE, page * PAGE)
  const persons = usePersons(shown.map((row) => String(row[0])))
  const columns = people.data?.columns ?? []
  const cellOf = (row: Value[], name: string) => row[columns.indexOf(name)] ?? null
  return (
    <Drawer
      open
      size={Math.min(640, window.innerWidth)}
      onClose={props.onClose}
      title={props.title}
      extra={
        <span className="row nowrap">
          {people.data && (
            <span className="muted">{w.people(`${int(rows.length, lang)}${people.data.is_cut ? '+' : ''}`)}</span>
          )}
          {props.extra}
          {can('segment.write') && rows.length > 0 && (
            <Button icon={<UsergroupAddOutlined />} onClick={() => setSaving(true)}>
              {w.saveAudience}
            </Button>
          )}
        </span>
      }
    >
      {isSaving && (
        <Suspense>
          <SaveAudience name={props.title} query={query} onClose={() => setSaving(false)} />
        </Suspense>
      )}
      <Segmented
        aria-label={w.look}
        value={areEvents ? 'events' : 'people'}
        onChange={(v) => setEvents(v === 'events')}
        options={[
          { value: 'people', label: w.peopleTab },
          { value: 'events', label: w.events },
        ]}
        style={{ marginBottom: 12 }}
      />
      {areEvents && (
        <Suspense fallback={<Skeleton active />}>
          <EventList query={query} />
        </Suspense>
      )}
      {!areEvents && people.isError && !people.data && (
        <ErrorCard error={people.error} onRetry={() => void people.refetch()} />
      )}
      {!areEvents && people.isPending && <Skeleton active />}
      {!areEvents && people.data && (
        <>
          <ScopeNote scope={people.data.scope} />
          <Table<Value[]>
            size="small"
            rowKey={(row) => String(row[0])}
            dataSource={shown}
            locale={{ emptyText: w.onlyPersons }}
            pagination={false}
            columns={[
              {
                title: w.customer,
                render: (_, row, i) => {
                  const person = persons[i]?.data
                  if (!person) return <span className="muted">{persons[i]?.isPending ? '…' : w.unknown}</span>
                  return (
                    <span className="row nowrap">
                      <Face name={person.name || '?'} src={person.avatar} size={24} />
                      <GoLink to={`/customers/${String(row[0])}`}>{person.name || '—'}</GoLink>
                    </span>
                  )
                },
              },
              ...(columns.includes('events')
                ? [
                    {
                      title: w.times,
                      align: 'right' as const,
                      render: (_: unknown, row: Value[]) => int(Number(cellOf(row, 'events')), lang),
                    },
                  ]
                : []),
              ...(['first_at', 'last_at'] as const)
                .filter((name) => columns.includes(name))
                .map((name) => ({
                  title: name === 'first_at' ? w.firstAt : w.lastAt,
                  render: (_: unknown, row: Value[]) => <Time at={String(cellOf(row, name))} />,
                })),
            ]}
          />
          <Pagination
            size="small"
            style={{ marginTop: 12 }}
            current={page}
            pageSize={PAGE}
            total={rows.length}
            onChange={setPage}
            hideOnSinglePage
            showSizeChanger={false}
          />
        </>
      )}
    </Drawer>
  )
}

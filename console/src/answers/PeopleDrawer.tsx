import { Drawer, Pagination, Skeleton, Table } from 'antd'
import { useState } from 'react'
import { useLang } from '@/i18n'
import { ErrorCard } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Face, Time } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { useAnswer, usePersons } from './queries'
import { useAnswerTexts } from './texts'
import type { Cell, QueryValue, Value } from './types'

const PAGE = 20
/** So many are listed; that there are more is said by a plus. */
const SHOWN_MAX = 100_000

/** The people behind a number, each leading to his page. */
export default function PeopleDrawer(props: {
  title: string
  of: QueryValue
  cell: Cell
  onClose: () => void
  extra?: React.ReactNode
}) {
  const w = useAnswerTexts()
  const lang = useLang()
  const [page, setPage] = useState(1)
  const people = useAnswer({ kind: 'people', of: props.of, cell: props.cell, range: props.of.range, limit: SHOWN_MAX })
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
        </span>
      }
    >
      {people.isError && !people.data && <ErrorCard error={people.error} onRetry={() => void people.refetch()} />}
      {people.isPending && <Skeleton active />}
      {people.data && (
        <>
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

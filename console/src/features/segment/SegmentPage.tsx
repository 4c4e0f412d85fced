import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Table } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText, useLang } from '@/i18n'
import { DaysChart } from '@/ui/DaysChart'
import { Await, useFail } from '@/ui/Feedback'
import { dateTime, int } from '@/ui/format'
import { Badge, Card, Facts, Figure, PageHead, Time } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { PageAwait } from '@/ui/page/PageAwait'
import { GoButton, GoLink, useBack, useReplace } from '@/ui/url'
import { fill, useTexts } from './parts/texts'
import { useWhy } from './parts/why'
import { type Segment, useChanges, useDelete, useHistory, useRefresh, useSegment } from './queries'

const ExportModal = lazy(() => import('./parts/ExportModal'))

/** Sizes as they were noted: one a day where they are many. */
function HistoryCard({ id }: { id: string }) {
  const w = useTexts()
  const history = useHistory(id)
  const all = history.data?.items ?? []
  const many = new Set(all.map((p) => dateTime(p.at).slice(0, 10))).size > 3
  const labelled = new Map<string, { size: number; entered: number; gone: number }>()
  for (const p of all) {
    const label = many ? dateTime(p.at).slice(0, 10) : dateTime(p.at).slice(0, 16)
    const before = labelled.get(label)
    labelled.set(label, {
      size: p.size,
      entered: (before?.entered ?? 0) + p.entered,
      gone: (before?.gone ?? 0) + p.gone,
    })
  }
  const points = [...labelled.values()]
  if (points.length < 2) return null
  return (
    <Card title={w.history}>
      <DaysChart
        label={w.history}
        days={[...labelled.keys()]}
        series={[
          { name: w.size, tone: 'main', values: points.map((p) => p.size), line: true },
          { name: w.entered, tone: 'good', values: points.map((p) => p.entered) },
          { name: w.left, tone: 'bad', values: points.map((p) => -p.gone) },
        ]}
      />
    </Card>
  )
}

function ChangesCard({ id }: { id: string }) {
  const w = useTexts()
  const why = useWhy()
  const changes = useChanges(id)
  const items = changes.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card title={w.changes} flush>
      <Await query={changes}>
        <Table
          aria-label={w.changes}
          rowKey="id"
          size="small"
          dataSource={items}
          pagination={false}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: w.noChanges }}
          columns={[
            { title: w.when, render: (_, c) => <Time at={c.at} /> },
            {
              title: w.who,
              render: (_, c) => <GoLink to={`/customers/${c.customer_id}`}>{c.name ?? c.customer_id}</GoLink>,
            },
            {
              title: `${w.entered} / ${w.left}`,
              render: (_, c) => <Badge tone={c.entered ? 'good' : 'off'}>{c.entered ? w.entered : w.left}</Badge>,
            },
            { title: w.why, render: (_, c) => why(c.why) },
          ]}
        />
        {changes.hasNextPage && (
          <div className="row" style={{ padding: 12 }}>
            <Button size="small" loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
              {w.more}
            </Button>
          </div>
        )}
      </Await>
    </Card>
  )
}

function Actions({ segment }: { segment: Segment }) {
  const w = useTexts()
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const can = useCan()
  const replace = useReplace()
  const fail = useFail()
  const refresh = useRefresh()
  const remove = useDelete()
  const [exporting, setExporting] = useState(false)
  const may = can('segment.write')
  const ask = () =>
    modal.confirm({
      title: fill(w.removeAsk, { name: segment.name }),
      content: w.removeHint,
      okText: w.remove,
      okButtonProps: { danger: true },
      onOk: () =>
        remove.mutateAsync(segment).then(() => {
          void message.success(w.removed)
          replace('/segments')
        }, fail),
    })
  return (
    <>
      <GoButton type="primary" to={`/customers?board=${encodeURIComponent(`segment=${segment.id}`)}`}>
        {w.people}
      </GoButton>
      {can('customer.export') && <Button onClick={() => setExporting(true)}>{w.exportAll}</Button>}
      {may && segment.kind !== 'live' && !segment.origin && (
        <Button
          loading={refresh.isPending}
          onClick={() =>
            refresh.mutate(segment.id, { onSuccess: () => void message.success(w.refreshed), onError: fail })
          }
        >
          {w.refresh}
        </Button>
      )}
      {may && <GoButton to={`/segments/${segment.id}/edit`}>{t('common.edit')}</GoButton>}
      {may && (
        <Button danger onClick={ask}>
          {w.remove}
        </Button>
      )}
      <Suspense fallback={null}>
        {exporting && <ExportModal id={segment.id} onClose={() => setExporting(false)} />}
      </Suspense>
    </>
  )
}

function Detail({ segment }: { segment: Segment }) {
  const w = useTexts()
  const lang = useLang()
  const back = useBack('/segments')
  return (
    <div className="page">
      <PageHead
        title={segment.name}
        sub={<Badge tone={segment.kind === 'live' ? 'good' : 'off'}>{w.kindOf[segment.kind]}</Badge>}
        {...back}
        extra={<Actions segment={segment} />}
      />
      {segment.reason && (
        <Alert type="error" showIcon title={reasonText(segment.reason)} description={segment.place ?? ''} />
      )}
      <Card>
        <div className="row top" style={{ gap: 24, flexWrap: 'wrap' }}>
          <Figure label={w.size} value={segment.size === null ? w.sizeCounting : int(segment.size, lang)} />
          <div style={{ flex: '1 1 320px' }}>
            <Facts
              items={[
                [w.says, lang === 'en-US' ? segment.sentence_en : segment.sentence_zh],
                ...(segment.pool
                  ? [[w.pool, `${segment.pool} · ${w.priority} ${segment.priority}`] as [string, string]]
                  : []),
                ...(segment.kind === 'scheduled'
                  ? [[w.everyHours, String(segment.every_hours)] as [string, string]]
                  : []),
                ...(segment.definition ? [[w.definition, segment.definition] as [string, string]] : []),
              ]}
            />
          </div>
        </div>
      </Card>
      <HistoryCard id={segment.id} />
      <ChangesCard id={segment.id} />
    </div>
  )
}

export default function SegmentPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const w = useTexts()
  const segment = useSegment(id)
  return (
    <PageAwait query={segment} title={w.title} back="/segments">
      {segment.data && <Detail segment={segment.data} />}
    </PageAwait>
  )
}

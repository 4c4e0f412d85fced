import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Input, Table } from 'antd'
import { Suspense, useState } from 'react'
import { useMetrics } from '@/answers/queries'
import { useNames } from '@/answers/show'
import { useIsViewing } from '@/api/me'
import { useLang } from '@/i18n'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { Badge, Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { GoLink } from '@/ui/url'
import { type Formula, isRatio, type OwnMetric, useMetricChanges } from './queries'
import { useMetricTexts } from './texts'

const MetricDrawer = lazy(() => import('./MetricDrawer'))

const pivotOf = (key: string) =>
  `/analysis/pivot?q=${encodeURIComponent(
    JSON.stringify({
      kind: 'pivot',
      range: { days: 90 },
      dimensions: ['month'],
      metrics: [{ metric: key }],
      subtotals: true,
    }),
  )}`

/** The catalogue: what each word counts, and those a brand has made itself. */
export default function MetricsPage() {
  const w = useMetricTexts()
  const lang = useLang()
  const isViewing = useIsViewing()
  const names = useNames()
  const { message, modal } = App.useApp()
  const fail = useFail()
  const metrics = useMetrics()
  const { drop } = useMetricChanges()
  const [asked, setAsked] = useState('')
  const [edited, setEdited] = useState<OwnMetric | 'new' | null>(null)
  const english = lang === 'en-US'
  const nameOf = (m: OwnMetric) => (english && m.name_en) || m.name_zh
  const aboutOf = (m: OwnMetric) => (english && m.about_en) || m.about_zh
  const said = (f: Formula) => (isRatio(f) ? w.divided(names.metric(f.of), names.metric(f.over)) : names.metric(f))
  const all = (metrics.data?.items ?? []) as OwnMetric[]
  const shown = all.filter((m) =>
    `${m.name_zh} ${m.name_en} ${m.key}`.toLowerCase().includes(asked.trim().toLowerCase()),
  )
  const remove = (m: OwnMetric) =>
    modal.confirm({
      title: w.removeAsk(nameOf(m)),
      content: w.removeHint,
      okText: w.remove,
      okButtonProps: { danger: true },
      onOk: () => drop.mutateAsync(m.id).then(() => void message.success(w.removed), fail),
    })
  return (
    <div className="page">
      <PageHead
        title={w.title}
        sub={w.sub}
        extra={
          !isViewing && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
              {w.add}
            </Button>
          )
        }
      />
      <Card flush>
        <div style={{ padding: 12 }}>
          <Input.Search
            aria-label={w.find}
            placeholder={w.find}
            allowClear
            value={asked}
            onChange={(e) => setAsked(e.target.value)}
            style={{ maxWidth: 320 }}
          />
        </div>
        <Await query={metrics}>
          <Table<OwnMetric>
            aria-label={w.title}
            size="small"
            rowKey="key"
            dataSource={shown}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: <EmptyState title={w.none} hint={w.noneHint} /> }}
            columns={[
              {
                title: w.name,
                render: (_, m) => (
                  <>
                    <GoLink to={pivotOf(m.key)}>{nameOf(m)}</GoLink>
                    <div className="muted mono">{m.key}</div>
                  </>
                ),
              },
              { title: w.unit, render: (_, m) => w.unitOf[m.unit] },
              {
                title: w.about,
                render: (_, m) => <span className="said">{aboutOf(m)}</span>,
              },
              { title: w.formula, render: (_, m) => <span className="said">{said(m.formula)}</span> },
              {
                title: w.owner,
                render: (_, m) =>
                  m.is_built_in ? <Badge tone="off">{w.builtIn}</Badge> : m.is_mine ? w.mine : (m.owner_name ?? '—'),
              },
              {
                title: w.actions,
                render: (_, m) =>
                  m.is_mine &&
                  !isViewing && (
                    <span className="row nowrap">
                      <Button size="small" onClick={() => setEdited(m)}>
                        {w.change}
                      </Button>
                      <Button size="small" danger onClick={() => remove(m)}>
                        {w.remove}
                      </Button>
                    </span>
                  ),
              },
            ]}
          />
        </Await>
      </Card>
      {edited && (
        <Suspense>
          <MetricDrawer known={edited === 'new' ? undefined : edited} onClose={() => setEdited(null)} />
        </Suspense>
      )}
    </div>
  )
}

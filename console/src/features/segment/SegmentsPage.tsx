import { PieChartOutlined, PlusOutlined } from '@ant-design/icons'
import { Table, Tag } from 'antd'
import { useCan } from '@/api/me'
import { reasonText, useLang } from '@/i18n'
import { Await, EmptyState } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, PageHead, Time } from '@/ui/Page'
import { GoButton, GoLink } from '@/ui/url'
import { Spark } from './parts/Spark'
import { useTexts } from './parts/texts'
import { type Segment, useSegments } from './queries'

function Name({ segment }: { segment: Segment }) {
  const w = useTexts()
  return (
    <span className="row">
      <GoLink to={`/segments/${segment.id}`}>{segment.name}</GoLink>
      <Badge tone={segment.kind === 'live' ? 'good' : 'off'}>{w.kindOf[segment.kind]}</Badge>
      {segment.pool && (
        <Tag color="blue">
          {segment.pool} · {segment.priority}
        </Tag>
      )}
      {segment.reason && (
        <Badge tone="bad" title={reasonText(segment.reason)}>
          {w.broken}
        </Badge>
      )}
    </span>
  )
}

export default function SegmentsPage() {
  const w = useTexts()
  const lang = useLang()
  const can = useCan()
  const segments = useSegments()
  const items = segments.data?.items ?? []
  const add = can('segment.write') && (
    <GoButton type="primary" icon={<PlusOutlined />} to="/segments/new">
      {w.add}
    </GoButton>
  )
  return (
    <div className="page">
      <PageHead title={w.title} sub={w.sub} extra={add} />
      <Card flush>
        <Await query={segments}>
          {items.length === 0 ? (
            <EmptyState icon={<PieChartOutlined />} title={w.none} hint={w.noneHint} action={add} />
          ) : (
            <Table
              aria-label={w.title}
              rowKey="id"
              dataSource={items}
              pagination={{ pageSize: 50, hideOnSinglePage: true }}
              scroll={{ x: 'max-content' }}
              columns={[
                {
                  title: w.name,
                  sorter: (a, b) => a.name.localeCompare(b.name, lang),
                  render: (_, s) => <Name segment={s} />,
                },
                {
                  title: w.size,
                  align: 'right',
                  sorter: (a, b) => (a.size ?? -1) - (b.size ?? -1),
                  render: (_, s) =>
                    s.size === null ? (
                      <span className="muted">{w.sizeCounting}</span>
                    ) : (
                      <b className="num">{int(s.size, lang)}</b>
                    ),
                },
                { title: w.trend, render: (_, s) => <Spark values={s.trend.map((p) => p.size)} /> },
                {
                  title: w.rule,
                  render: (_, s) => (
                    <span style={{ display: 'inline-block', maxWidth: 460, whiteSpace: 'normal' }}>
                      {lang === 'en-US' ? s.sentence_en : s.sentence_zh}
                    </span>
                  ),
                },
                { title: w.updated, render: (_, s) => <Time at={s.updated_at} relative /> },
              ]}
            />
          )}
        </Await>
      </Card>
    </div>
  )
}

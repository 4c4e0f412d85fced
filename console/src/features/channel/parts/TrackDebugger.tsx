import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { reasonText } from '@/i18n'
import { Await, EmptyState } from '@/ui/Feedback'
import { dateTimeSeconds } from '@/ui/format'
import { Badge, Card } from '@/ui/Page'
import { useArrivals, useRefusals, useSources } from '../queries'

const PREFIX = 'track:'
const SHOWN_BYTES = 120

/** What arrived just now and what was refused, with the reason. */
export function TrackDebugger() {
  const { t } = useTranslation()
  const sources = useSources()
  const arrivals = useArrivals()
  const refusals = useRefusals()
  const name = (id: string | undefined) => sources.data?.items.find((s) => s.id === id)?.name ?? ''
  const rows = [
    ...(arrivals.data?.items ?? [])
      .filter((e) => e.source?.startsWith(PREFIX) && e.type !== 'customer.created')
      .map((e) => ({
        key: `e${e.seq}`,
        at: e.received_at ?? e.occurred_at,
        source: name(e.source?.slice(PREFIX.length)),
        event: e.type,
        reason: '',
        detail: JSON.stringify(e.payload.properties ?? e.payload.traits ?? {}),
      })),
    ...(refusals.data?.items ?? []).map((r) => ({
      key: `r${r.id}`,
      at: r.at,
      source: name(r.source_id),
      event: r.event || r.type,
      reason: r.reason,
      detail: r.detail,
    })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return (
    <Card flush>
      <Await query={refusals}>
        {rows.length === 0 ? (
          <EmptyState title={t('channel.nothingArrived')} hint={t('channel.nothingArrivedHint')} />
        ) : (
          <Table
            aria-label={t('channel.debugger')}
            size="small"
            rowKey="key"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={rows}
            columns={[
              {
                title: t('channel.arrivedAt'),
                render: (_, r) => <span className="num nowrap">{dateTimeSeconds(r.at)}</span>,
              },
              { title: t('channel.source'), dataIndex: 'source' },
              { title: t('channel.event'), render: (_, r) => <code className="mono">{r.event}</code> },
              {
                title: t('channel.outcome'),
                render: (_, r) =>
                  r.reason ? (
                    <Badge tone="bad">{reasonText(r.reason)}</Badge>
                  ) : (
                    <Badge tone="good">{t('channel.taken')}</Badge>
                  ),
              },
              {
                title: t('channel.content'),
                render: (_, r) => (
                  <code className="mono muted" title={r.detail}>
                    {r.detail.slice(0, SHOWN_BYTES)}
                  </code>
                ),
              },
            ]}
          />
        )}
      </Await>
    </Card>
  )
}

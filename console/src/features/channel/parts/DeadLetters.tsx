import { Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { duration, int } from '@/ui/format'
import { Badge, Card, Facts, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { useDeadLetters, useHealth, useReplayDeadLetter } from '../queries'

/** How the server itself is doing: consumers of the log, and what they could not digest. */
export function DeadLetters() {
  const { t } = useTranslation()
  const word = useWord()
  const lang = useLang()
  const can = useCan()
  const fail = useFail()
  const health = useHealth()
  const letters = useDeadLetters()
  const replay = useReplayDeadLetter()
  const h = health.data
  return (
    <div className="stack">
      <Await query={health} rows={4}>
        {h && (
          <div className="cols main-side">
            <Card title={t('channel.consumers')} flush>
              <Table
                size="small"
                rowKey="name"
                pagination={false}
                dataSource={h.consumers}
                columns={[
                  {
                    title: t('common.name'),
                    render: (_, c) => <span title={c.name}>{word('log_consumer', c.name)}</span>,
                  },
                  { title: t('channel.behind'), align: 'right', render: (_, c) => int(c.behind, lang) },
                  { title: t('channel.oldest'), render: (_, c) => <Time at={c.oldest_at} relative /> },
                  {
                    title: t('channel.deadCount'),
                    align: 'right',
                    render: (_, c) => (c.dead_count > 0 ? <Badge tone="bad">{int(c.dead_count, lang)}</Badge> : 0),
                  },
                ]}
              />
            </Card>
            <Card title={t('channel.server')}>
              <Facts
                items={[
                  [t('channel.version'), h.version],
                  [t('channel.engine'), h.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'],
                  [t('channel.uptime'), duration(h.uptime_ms, lang)],
                ]}
              />
            </Card>
          </div>
        )}
      </Await>
      <Card title={t('channel.deadLetters')} flush>
        <PagedTable
          label={t('channel.deadLetters')}
          list={letters}
          rowKey="id"
          empty={<EmptyState title={t('channel.noDeadLetters')} hint={t('channel.noDeadLettersHint')} />}
          columns={[
            { title: t('channel.failedAt'), render: (_, d) => <Time at={d.failed_at} /> },
            {
              title: t('channel.consumer'),
              render: (_, d) => <span title={d.consumer}>{word('log_consumer', d.consumer)}</span>,
            },
            {
              title: t('channel.event'),
              render: (_, d) => <code className="mono">{`${d.type} #${d.event_seq}`}</code>,
            },
            {
              title: t('channel.reason'),
              render: (_, d) => <span title={d.detail ?? ''}>{reasonText(d.reason) || d.detail}</span>,
            },
            { title: t('channel.attempts'), align: 'right', dataIndex: 'attempts' },
            {
              title: t('common.actions'),
              render: (_, d) =>
                can('connection.write') && (
                  <Button
                    size="small"
                    loading={replay.isPending && replay.variables === d.id}
                    onClick={() => replay.mutate(d.id, { onError: fail })}
                  >
                    {t('channel.replay')}
                  </Button>
                ),
            },
          ]}
        />
      </Card>
    </div>
  )
}

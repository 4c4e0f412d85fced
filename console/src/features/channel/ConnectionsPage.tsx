import { ApiOutlined, PlusOutlined } from '@ant-design/icons'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { Await, EmptyState } from '@/ui/Feedback'
import { duration, int } from '@/ui/format'
import { Badge, Card, PageHead, Time } from '@/ui/Page'
import { LinkTabs } from '@/ui/page/LinkTabs'
import { GoButton, GoLink } from '@/ui/url'
import { CallbackTable } from './parts/CallbackTable'
import { DeadLetters } from './parts/DeadLetters'
import { EffectTable } from './parts/EffectTable'
import { HEALTH } from './parts/health'
import { useConnections } from './queries'

function ConnectionTable() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const list = useConnections()
  return (
    <Card flush>
      <Await query={list}>
        {list.data?.items.length === 0 ? (
          <EmptyState
            icon={<ApiOutlined />}
            title={t('channel.none')}
            hint={t('channel.noneHint')}
            action={
              can('connection.write') && <GoButton to="/settings/connections/new">{t('channel.connect')}</GoButton>
            }
          />
        ) : (
          <Table
            aria-label={t('channel.connections')}
            rowKey="id"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={list.data?.items}
            columns={[
              {
                title: t('common.name'),
                render: (_, c) => (
                  <span className="stack tight" style={{ gap: 0 }}>
                    <GoLink to={`/settings/connections/${c.id}`}>{c.name}</GoLink>
                    <small className="muted mono">{c.corp_id}</small>
                  </span>
                ),
              },
              {
                title: t('channel.kind'),
                render: (_, c) => word('connection_kind', c.kind),
              },
              {
                title: t('channel.health'),
                render: (_, c) => (
                  <span className="stack tight" style={{ gap: 2, alignItems: 'flex-start' }}>
                    <Badge tone={HEALTH[c.health] ?? 'off'}>{word('health', c.health)}</Badge>
                    {c.health_reason && <small className="bad">{reasonText(c.health_reason)}</small>}
                  </span>
                ),
              },
              {
                title: t('channel.callback'),
                render: (_, c) =>
                  c.callback_verified_at ? (
                    <Badge tone="good">{t('channel.verified')}</Badge>
                  ) : (
                    <Badge tone="warn">{t('channel.notVerified')}</Badge>
                  ),
              },
              { title: t('channel.lastCallback'), render: (_, c) => <Time at={c.last_callback_at} relative /> },
              { title: t('channel.lastSync'), render: (_, c) => <Time at={c.last_sync_at} relative /> },
              { title: t('channel.lag'), align: 'right', render: (_, c) => duration(c.lag_ms, lang) },
              { title: t('channel.contacts'), align: 'right', render: (_, c) => int(c.contact_count, lang) },
              { title: t('channel.staff'), align: 'right', render: (_, c) => int(c.staff_count, lang) },
            ]}
          />
        )}
      </Await>
    </Card>
  )
}

export default function ConnectionsPage() {
  const { t } = useTranslation()
  const can = useCan()
  return (
    <div className="page">
      <PageHead
        title={t('nav.connections')}
        extra={
          can('connection.write') && (
            <>
              <GoButton icon={<PlusOutlined />} to="/settings/connections/new-account">
                {t('channel.connectAccount')}
              </GoButton>
              <GoButton type="primary" icon={<PlusOutlined />} data-create to="/settings/connections/new">
                {t('channel.connect')}
              </GoButton>
            </>
          )
        }
      />
      <LinkTabs
        label={t('nav.connections')}
        items={[
          { key: 'list', label: t('channel.connections'), children: <ConnectionTable /> },
          { key: 'callbacks', label: t('channel.callbacks'), children: <CallbackTable /> },
          { key: 'effects', label: t('channel.effects'), children: <EffectTable /> },
          { key: 'inside', label: t('channel.inside'), children: <DeadLetters /> },
        ]}
      />
    </div>
  )
}

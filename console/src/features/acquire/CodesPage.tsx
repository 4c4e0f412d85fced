import { PlusOutlined, QrcodeOutlined, TableOutlined } from '@ant-design/icons'
import { Input, Select } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { EmptyState, Loading } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, PageHead, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { lazy } from '@/ui/page/lazy'
import { GoButton, GoLink, useFilters } from '@/ui/url'
import { TONES } from './code'
import { CodeMenu } from './parts/CodeMenu'
import { qrUrl, useCodes } from './queries'

const GroupPanel = lazy(() => import('./parts/GroupPanel'))

const STATES = ['draft', 'syncing', 'active', 'degraded', 'paused', 'expired', 'failed'] as const

const CodeDrawer = lazy(() => import('./parts/CodeDrawer'))

export default function CodesPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const [filters, setFilters, clear] = useFilters()
  const { q, group_id, state, open } = filters
  const codes = useCodes({ q, group_id, state })
  const writable = can('channel_code.write')
  return (
    <div className="page">
      <PageHead
        title={t('nav.codes')}
        extra={
          writable && (
            <>
              <GoButton icon={<TableOutlined />} to="/channel-codes/batch">
                {t('acquire.batch')}
              </GoButton>
              <GoButton type="primary" icon={<PlusOutlined />} data-create to="/channel-codes/new">
                {t('acquire.newCode')}
              </GoButton>
            </>
          )
        }
      />
      <div className="cols side-main">
        <Suspense fallback={<Loading rows={4} />}>
          <GroupPanel selected={group_id} onSelect={(id) => setFilters({ group_id: id })} />
        </Suspense>
        <div className="stack">
          <div className="filters">
            <span data-search>
              <Input.Search
                key={q ?? ''}
                aria-label={t('acquire.find')}
                placeholder={t('acquire.find')}
                defaultValue={q}
                allowClear
                onSearch={(v) => setFilters({ q: v })}
              />
            </span>
            <Select
              aria-label={t('common.state')}
              placeholder={t('common.state')}
              allowClear
              value={state}
              onChange={(v) => setFilters({ state: v })}
              options={STATES.map((s) => ({ value: s, label: word('code_state', s) }))}
              style={{ width: 140 }}
            />
          </div>
          <Card flush>
            <PagedTable
              label={t('nav.codes')}
              list={codes}
              rowKey="id"
              filtered={Boolean(q || group_id || state)}
              onClear={clear}
              onOpen={(c, page) =>
                page ? window.open(`/channel-codes/${c.id}`, '_blank') : setFilters({ open: c.id })
              }
              empty={
                <EmptyState
                  icon={<QrcodeOutlined />}
                  title={t('acquire.none')}
                  hint={t('acquire.noneHint')}
                  action={writable && <GoButton to="/channel-codes/new">{t('acquire.newCode')}</GoButton>}
                />
              }
              columns={[
                {
                  title: t('acquire.code'),
                  render: (_, c) => (
                    <span className="row" style={{ flexWrap: 'nowrap' }}>
                      {c.qr_url ? (
                        <img
                          src={qrUrl(c.id, { format: 'svg', size: 256 })}
                          alt=""
                          width={36}
                          height={36}
                          loading="lazy"
                          style={{ background: '#fff' }}
                        />
                      ) : (
                        <QrcodeOutlined style={{ fontSize: 30, opacity: 0.35 }} />
                      )}
                      <span className="stack tight" style={{ gap: 0 }}>
                        <GoLink to={`/channel-codes/${c.id}`}>{c.name}</GoLink>
                        <small className="muted">{[c.group_name, c.medium].filter(Boolean).join(' · ') || '—'}</small>
                      </span>
                    </span>
                  ),
                },
                {
                  title: t('common.state'),
                  render: (_, c) => (
                    <Badge tone={TONES[c.state]} title={reasonText(c.sync_reason)}>
                      {word('code_state', c.state)}
                    </Badge>
                  ),
                },
                { title: t('acquire.addedToday'), align: 'right', render: (_, c) => int(c.added_today, lang) },
                { title: t('acquire.addedEver'), align: 'right', render: (_, c) => int(c.added_count, lang) },
                { title: t('acquire.lostEver'), align: 'right', render: (_, c) => int(c.lost_count, lang) },
                { title: t('acquire.netEver'), align: 'right', render: (_, c) => int(c.net_count, lang) },
                { title: t('acquire.updatedAt'), render: (_, c) => <Time at={c.updated_at} /> },
                { title: t('common.actions'), render: (_, c) => writable && <CodeMenu code={c} /> },
              ]}
            />
          </Card>
        </div>
      </div>
      <Suspense>{open && <CodeDrawer id={open} onClose={() => setFilters({ open: undefined })} />}</Suspense>
    </div>
  )
}

import { ApartmentOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Switch, Table } from 'antd'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { ConfirmTyped } from '@/ui/confirm/ConfirmTyped'
import { Await, CopyButton, EmptyState, Loading, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card, PageHead, Time } from '@/ui/Page'
import { LinkTabs } from '@/ui/page/LinkTabs'
import { lazy } from '@/ui/page/lazy'
import { type TrackSource, useRotateSource, useSaveSource, useSources } from './queries'

const NewSource = lazy(() => import('./parts/NewSource'))
const SourceLimits = lazy(() => import('./parts/SourceLimits'))
const TrackDebugger = lazy(() => import('./parts/TrackDebugger').then((m) => ({ default: m.TrackDebugger })))
const TrackTypes = lazy(() => import('./parts/TrackTypes').then((m) => ({ default: m.TrackTypes })))

function SourceTable({ onCreate }: { onCreate: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const fail = useFail()
  const list = useSources()
  const save = useSaveSource()
  const rotate = useRotateSource()
  const [turning, setTurning] = useState<TrackSource | null>(null)
  const [limiting, setLimiting] = useState<TrackSource | null>(null)
  const may = can('source.write')
  return (
    <Card flush>
      <Await query={list}>
        {list.data?.items.length === 0 ? (
          <EmptyState
            icon={<ApartmentOutlined />}
            title={t('channel.noSources')}
            hint={t('channel.sourcesHint')}
            action={may && <Button onClick={onCreate}>{t('channel.newSource')}</Button>}
          />
        ) : (
          <Table
            aria-label={t('channel.sources')}
            rowKey="id"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={list.data?.items}
            columns={[
              { title: t('common.name'), dataIndex: 'name' },
              {
                title: t('channel.writeKey'),
                render: (_, s) => (
                  <span className="row" style={{ gap: 4 }}>
                    <code className="mono">{s.write_key}</code>
                    <CopyButton text={s.write_key} name={t('channel.writeKey')} />
                  </span>
                ),
              },
              {
                title: t('channel.isOn'),
                render: (_, s) => (
                  <Switch
                    aria-label={`${t('channel.isOn')} ${s.name}`}
                    checked={s.is_on}
                    disabled={!may}
                    loading={save.isPending && save.variables.id === s.id}
                    onChange={(is_on) => save.mutate({ ...s, is_on }, { onError: fail })}
                  />
                ),
              },
              { title: t('channel.accepted'), align: 'right', render: (_, s) => int(s.accepted, lang) },
              { title: t('channel.refused'), align: 'right', render: (_, s) => int(s.refused, lang) },
              {
                title: t('channel.eventsPerSecond'),
                align: 'right',
                render: (_, s) => (s.events_per_s_max ? int(s.events_per_s_max, lang) : '–'),
              },
              {
                title: t('channel.samplePercent'),
                align: 'right',
                render: (_, s) => (s.sample_percent < 100 ? int(s.sample_percent, lang) : '–'),
              },
              { title: t('channel.sampledOut'), align: 'right', render: (_, s) => int(s.sampled_out, lang) },
              { title: t('channel.createdAt'), render: (_, s) => <Time at={s.created_at} /> },
              { title: t('channel.rotatedAt'), render: (_, s) => <Time at={s.rotated_at} /> },
              {
                title: t('common.actions'),
                render: (_, s) =>
                  may && (
                    <span className="row" style={{ gap: 4 }}>
                      <Button size="small" type="text" onClick={() => setLimiting(s)}>
                        {t('channel.sourceLimits')}
                      </Button>
                      <Button size="small" type="text" danger onClick={() => setTurning(s)}>
                        {t('channel.rotate')}
                      </Button>
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Await>
      <Suspense>{limiting && <SourceLimits source={limiting} onClose={() => setLimiting(null)} />}</Suspense>
      <ConfirmTyped
        open={turning !== null}
        title={t('channel.rotateTitle', { name: turning?.name ?? '' })}
        text={t('channel.rotateText')}
        word={turning?.name ?? ''}
        action={t('channel.rotate')}
        busy={rotate.isPending}
        onClose={() => setTurning(null)}
        onConfirm={() => turning && rotate.mutate(turning.id, { onSuccess: () => setTurning(null), onError: fail })}
      />
    </Card>
  )
}

const late = (part: ReactNode) => <Suspense fallback={<Loading />}>{part}</Suspense>

export default function SourcesPage() {
  const { t } = useTranslation()
  const can = useCan()
  const [creating, setCreating] = useState(false)
  return (
    <div className="page">
      <PageHead
        title={t('nav.sources')}
        sub={t('channel.sourcesSub')}
        extra={
          can('source.write') && (
            <Button type="primary" icon={<PlusOutlined />} data-create onClick={() => setCreating(true)}>
              {t('channel.newSource')}
            </Button>
          )
        }
      />
      <LinkTabs
        label={t('nav.sources')}
        items={[
          {
            key: 'list',
            label: t('channel.sources'),
            children: <SourceTable onCreate={() => setCreating(true)} />,
          },
          { key: 'live', label: t('channel.debugger'), children: late(<TrackDebugger />) },
          { key: 'types', label: t('channel.eventTypes'), children: late(<TrackTypes />) },
        ]}
      />
      <Suspense>{creating && <NewSource onClose={() => setCreating(false)} />}</Suspense>
    </div>
  )
}

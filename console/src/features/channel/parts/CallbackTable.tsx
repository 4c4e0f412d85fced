import { App, Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { reasonText, useWord } from '@/i18n'
import { CopyButton, EmptyState, useFail } from '@/ui/Feedback'
import { dateTimeSeconds } from '@/ui/format'
import { Badge, Card, Facts, type Tone } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { useFilters } from '@/ui/url'
import { useCallbacks, useReplayCallback } from '../queries'

type Callback = Schemas['Callback']
const STATES = ['received', 'applied', 'failed', 'ignored'] as const
const TONES: Record<Callback['state'], Tone> = { received: 'busy', applied: 'good', failed: 'bad', ignored: 'off' }
/** One that a later read made up for is done, and says how. */
const wordOf = (c: Callback) => (c.reason === 'callback.repaired' ? 'repaired' : c.state)

export function CallbackTable({ connectionId }: { connectionId?: string }) {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const fail = useFail()
  const { message } = App.useApp()
  const [filters, setFilters] = useFilters()
  const list = useCallbacks({ connection_id: connectionId, state: filters.state })
  const replay = useReplayCallback()
  const [shown, setShown] = useState<Callback | null>(null)
  const run = (c: Callback) =>
    replay.mutate(c.id, { onSuccess: () => void message.success(t('channel.replayed')), onError: fail })
  const payload = shown ? JSON.stringify(shown.payload, null, 2) : ''
  return (
    <div className="stack">
      <div className="filters">
        <Select
          aria-label={t('common.state')}
          placeholder={t('common.state')}
          allowClear
          value={filters.state}
          onChange={(v) => setFilters({ state: v })}
          options={STATES.map((s) => ({ value: s, label: word('callback_state', s) }))}
          style={{ width: 140 }}
        />
      </div>
      <Card flush>
        <PagedTable
          label={t('channel.callbacks')}
          list={list}
          rowKey="id"
          filtered={Boolean(filters.state)}
          onClear={() => setFilters({ state: undefined })}
          onOpen={setShown}
          empty={<EmptyState title={t('channel.noCallbacks')} hint={t('channel.noCallbacksHint')} />}
          columns={[
            {
              title: t('common.time'),
              render: (_, c) => <span className="num nowrap">{dateTimeSeconds(c.received_at)}</span>,
            },
            {
              title: t('channel.event'),
              render: (_, c) => (
                <span className="nowrap" title={[c.event, c.change_type].filter(Boolean).join(' / ')}>
                  {word('callback_event', c.event)}
                  {c.change_type && ` · ${word('callback_change', c.change_type)}`}
                </span>
              ),
            },
            {
              title: t('common.state'),
              render: (_, c) => <Badge tone={TONES[c.state]}>{word('callback_state', wordOf(c))}</Badge>,
            },
            {
              title: t('channel.reason'),
              render: (_, c) => <span className="muted wrap">{reasonText(c.reason) || '—'}</span>,
            },
            { title: t('channel.attempts'), align: 'right', dataIndex: 'attempts' },
            {
              title: t('common.actions'),
              render: (_, c) => (
                <span className="row">
                  <Button size="small" onClick={() => setShown(c)}>
                    {t('common.view')}
                  </Button>
                  {can('connection.write') && (c.state === 'failed' || c.state === 'ignored') && (
                    <Button size="small" onClick={() => run(c)}>
                      {t('channel.replay')}
                    </Button>
                  )}
                </span>
              ),
            },
          ]}
        />
      </Card>
      <Drawer open={shown !== null} onClose={() => setShown(null)} size={560} title={t('channel.callbackDetail')}>
        {shown && (
          <div className="stack">
            <Facts
              items={[
                [t('common.time'), dateTimeSeconds(shown.received_at)],
                [t('common.state'), word('callback_state', wordOf(shown))],
                [t('channel.reason'), reasonText(shown.reason) || '—'],
                [t('common.detail'), shown.detail || '—'],
              ]}
            />
            <div className="row">
              <b style={{ fontWeight: 500 }}>{t('channel.payload')}</b>
              <span className="grow" />
              <CopyButton text={payload} name={t('channel.payload')} />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
            <pre className="payload mono" tabIndex={0}>
              {payload}
            </pre>
          </div>
        )}
      </Drawer>
    </div>
  )
}

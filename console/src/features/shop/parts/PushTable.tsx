import { App, Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useHolds } from '@/api/me'
import { reasonText, useWord } from '@/i18n'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { dateTimeSeconds } from '@/ui/format'
import { Badge, Card } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { useFilters } from '@/ui/url'
import { type Push, usePush, usePushes, useReplayPush } from '../queries'
import { PUSH_TONES } from '../tones'

const pretty = (body: string) => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** What the platform sent, what became of it, and once more. */
export function PushTable({ shopId }: { shopId: string }) {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const holds = useHolds()
  const fail = useFail()
  const { message } = App.useApp()
  const [filters, setFilters] = useFilters()
  const list = usePushes({ shop_id: shopId, state: filters.state })
  const replay = useReplayPush()
  const [shown, setShown] = useState<string | undefined>()
  const one = usePush(holds('shop.write') ? shown : undefined)
  const run = (p: Push) =>
    replay.mutate(p.id, { onSuccess: () => void message.success(t('shop.replayed')), onError: fail })
  return (
    <div className="stack">
      <div className="filters">
        <Select
          aria-label={t('common.state')}
          placeholder={t('common.state')}
          allowClear
          value={filters.state}
          onChange={(v) => setFilters({ state: v })}
          options={Object.keys(PUSH_TONES).map((s) => ({ value: s, label: word('callback_state', s) }))}
          style={{ width: 140 }}
        />
      </div>
      <Card flush>
        <PagedTable
          label={t('shop.pushes')}
          list={list}
          rowKey="id"
          filtered={Boolean(filters.state)}
          onClear={() => setFilters({ state: undefined })}
          empty={<EmptyState title={t('shop.noPushes')} hint={t('shop.noPushesHint')} />}
          columns={[
            {
              title: t('common.time'),
              render: (_, p) => <span className="num nowrap">{dateTimeSeconds(p.received_at)}</span>,
            },
            { title: t('shop.topic'), render: (_, p) => <span className="mono">{p.topic || '—'}</span> },
            {
              title: t('common.state'),
              render: (_, p) => <Badge tone={PUSH_TONES[p.state]}>{word('callback_state', p.state)}</Badge>,
            },
            {
              title: t('shop.why'),
              render: (_, p) => (
                <span className="muted wrap">
                  {[reasonText(p.reason), p.detail].filter(Boolean).join(' · ') || '—'}
                </span>
              ),
            },
            { title: t('shop.attempts'), align: 'right', dataIndex: 'attempts' },
            {
              title: t('common.actions'),
              render: (_, p) =>
                holds('shop.write') && (
                  <span className="row">
                    <Button size="small" onClick={() => setShown(p.id)}>
                      {t('common.view')}
                    </Button>
                    {can('shop.write') && (
                      <Button size="small" onClick={() => run(p)}>
                        {t('shop.replay')}
                      </Button>
                    )}
                  </span>
                ),
            },
          ]}
        />
      </Card>
      <Drawer open={shown !== undefined} onClose={() => setShown(undefined)} size={560} title={t('shop.asItCame')}>
        <Await query={one}>
          <pre className="mono" style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>
            {pretty(one.data?.body ?? '')}
          </pre>
        </Await>
      </Drawer>
    </div>
  )
}

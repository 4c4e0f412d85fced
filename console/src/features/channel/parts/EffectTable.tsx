import { App, Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { EmptyState, useFail } from '@/ui/Feedback'
import { dateTimeSeconds, int } from '@/ui/format'
import { Badge, Card, Figure, Time, type Tone } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { useFilters } from '@/ui/url'
import { useEffectAction, useEffectCounts, useEffects } from '../queries'

type Effect = Schemas['Effect']
const STATES = ['pending', 'sending', 'done', 'dead', 'discarded'] as const
const TONES: Record<Effect['state'], Tone> = {
  pending: 'busy',
  sending: 'busy',
  done: 'good',
  dead: 'bad',
  discarded: 'off',
}

/** "group_chat:wr…" as what it is, and the end of its name; all of it in the tooltip. */
function EffectObject({ of }: { of: string }) {
  const word = useWord()
  const [noun = '', id = ''] = of.split(':')
  return (
    <span className="nowrap" title={of}>
      {word('effect_object', noun)} <code className="mono muted">{id.length > 10 ? `…${id.slice(-6)}` : id}</code>
    </span>
  )
}

/** What weft does on the platform: waiting, delivered, given up. */
export function EffectTable() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const fail = useFail()
  const { modal, message } = App.useApp()
  const [filters, setFilters] = useFilters()
  const counts = useEffectCounts()
  const list = useEffects({ state: filters.state })
  const act = useEffectAction()
  const run = (id: string, action: 'replay' | 'discard') =>
    act.mutateAsync({ id, action }).then(() => void message.success(t(`channel.done_${action}`)), fail)
  const discard = (e: Effect) =>
    modal.confirm({
      title: t('channel.discardTitle'),
      content: t('channel.discardText'),
      okText: t('channel.discard'),
      okButtonProps: { danger: true },
      onOk: () => run(e.id, 'discard'),
    })
  const c = counts.data
  return (
    <div className="stack">
      <p className="muted">{t('channel.effectsHint')}</p>
      <div className="figures">
        <Figure
          label={t('words.effect_state.pending')}
          value={int(c?.pending, lang)}
          note={
            c?.oldest_pending_at && (
              <>
                {t('channel.oldest')} <Time at={c.oldest_pending_at} relative />
              </>
            )
          }
        />
        <Figure label={t('words.effect_state.sending')} value={int(c?.sending, lang)} />
        <Figure
          label={t('words.effect_state.dead')}
          value={int(c?.dead, lang)}
          tone={c && c.dead > 0 ? 'bad' : undefined}
        />
      </div>
      <div className="filters">
        <Select
          aria-label={t('common.state')}
          placeholder={t('common.state')}
          allowClear
          value={filters.state}
          onChange={(v) => setFilters({ state: v })}
          options={STATES.map((s) => ({ value: s, label: word('effect_state', s) }))}
          style={{ width: 140 }}
        />
      </div>
      <Card flush>
        <PagedTable
          label={t('channel.effects')}
          list={list}
          rowKey="id"
          filtered={Boolean(filters.state)}
          onClear={() => setFilters({ state: undefined })}
          empty={<EmptyState title={t('channel.noEffects')} />}
          columns={[
            {
              title: t('common.time'),
              render: (_, e) => <span className="num nowrap">{dateTimeSeconds(e.created_at)}</span>,
            },
            {
              title: t('channel.effect'),
              render: (_, e) => (
                <span className="nowrap" title={e.kind}>
                  {word('effect_kind', e.kind)}
                </span>
              ),
            },
            { title: t('channel.object'), render: (_, e) => (e.object ? <EffectObject of={e.object} /> : '—') },
            {
              title: t('common.state'),
              render: (_, e) => <Badge tone={TONES[e.state]}>{word('effect_state', e.state)}</Badge>,
            },
            {
              title: t('channel.reason'),
              render: (_, e) =>
                e.reason ? (
                  <span className="wrap">
                    {reasonText(e.reason)}
                    <small className="muted"> {e.detail}</small>
                  </span>
                ) : (
                  '—'
                ),
            },
            { title: t('channel.attempts'), align: 'right', dataIndex: 'attempts' },
            {
              title: t('common.actions'),
              render: (_, e) =>
                can('connection.write') &&
                e.state === 'dead' && (
                  <span className="row">
                    <Button size="small" onClick={() => void run(e.id, 'replay')}>
                      {t('channel.resend')}
                    </Button>
                    <Button size="small" type="text" danger onClick={() => discard(e)}>
                      {t('channel.discard')}
                    </Button>
                  </span>
                ),
            },
          ]}
        />
      </Card>
    </div>
  )
}

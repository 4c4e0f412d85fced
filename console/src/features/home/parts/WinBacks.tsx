import { CheckOutlined, StopOutlined } from '@ant-design/icons'
import { App, Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan, useMe } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { Await, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, Face, Time } from '@/ui/Page'
import { usePageActions } from '@/ui/page/actions'
import { GoLink } from '@/ui/url'
import { useSetWinBack, useWinBacks } from '../queries'

type WinBack = Schemas['WinBack']
const TONES = { waiting: 'warn', contacted: 'busy', won: 'good', given_up: 'off' } as const

/** Says what became of a loss, with the way back in the notice. */
function useSettle() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const word = useWord()
  const fail = useFail()
  const set = useSetWinBack()
  const settle = (loss: WinBack, state: WinBack['state']) =>
    set.mutate(
      { id: loss.relation_id, revision: loss.revision, state, note: loss.note },
      {
        onSuccess: (saved) => {
          const undo = () => {
            message.destroy(loss.relation_id)
            set.mutate({ id: saved.relation_id, revision: saved.revision, state: loss.state, note: loss.note })
          }
          void message.success({
            key: loss.relation_id,
            duration: 6,
            content: (
              <span>
                {loss.customer_name} · {word('win_back', state)}{' '}
                <Button size="small" type="link" data-undo title="Ctrl Z" onClick={undo}>
                  {t('common.undo')}
                </Button>
              </span>
            ),
          })
        },
        onError: fail,
      },
    )
  return { settle, isSettling: set.isPending }
}

function Loss({ loss, onSettle, busy }: { loss: WinBack; onSettle: (s: WinBack['state']) => void; busy: boolean }) {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  return (
    <li className="todo">
      <Face name={loss.customer_name} src={loss.avatar} />
      <div className="grow stack tight" style={{ gap: 0 }}>
        <span className="row">
          <GoLink to={`/customers/${loss.customer_id}`}>{loss.customer_name}</GoLink>
          <Badge tone={TONES[loss.state]}>{word('win_back', loss.state)}</Badge>
        </span>
        <small className="muted">
          {word('ended_by', loss.ended_by)} · {loss.staff_name} · <Time at={loss.ended_at} relative />
          {loss.changed_by_name && ` · ${t('home.handledBy', { name: loss.changed_by_name })}`}
        </small>
      </div>
      {can('customer.write') && (
        <div className="row">
          {loss.state === 'waiting' && (
            <Button size="small" icon={<CheckOutlined />} disabled={busy} onClick={() => onSettle('contacted')}>
              {t('home.contacted')}
            </Button>
          )}
          {loss.state === 'contacted' && (
            <Button size="small" icon={<CheckOutlined />} disabled={busy} onClick={() => onSettle('won')}>
              {t('home.won')}
            </Button>
          )}
          <Button size="small" type="text" icon={<StopOutlined />} disabled={busy} onClick={() => onSettle('given_up')}>
            {t('home.giveUp')}
          </Button>
        </div>
      )}
    </li>
  )
}

/** Losses to win back: mine, or those of everybody I see. */
export function WinBacks() {
  const { t } = useTranslation()
  const lang = useLang()
  const me = useMe()
  const can = useCan()
  const [mine, setMine] = useState(me.user.staff_id !== null)
  const [state, setState] = useState<'waiting' | 'contacted'>('waiting')
  const list = useWinBacks({ mine, state })
  const { settle, isSettling } = useSettle()
  const first = list.data?.items[0]
  usePageActions(
    first && state === 'waiting' && can('customer.write')
      ? [
          {
            key: 'contacted',
            label: t('home.contactedFirst', { name: first.customer_name }),
            run: () => settle(first, 'contacted'),
          },
        ]
      : [],
  )
  const count = (n: number | undefined) => (n === undefined ? '' : ` ${int(n, lang)}`)
  return (
    <Card
      title={t('home.winBack')}
      extra={
        me.user.staff_id && (
          <Segmented<string>
            size="small"
            aria-label={t('home.whose')}
            value={mine ? 'mine' : 'all'}
            onChange={(v) => setMine(v === 'mine')}
            options={[
              { value: 'mine', label: t('home.mine') },
              { value: 'all', label: t('common.all') },
            ]}
          />
        )
      }
    >
      <div className="stack">
        <Segmented<'waiting' | 'contacted'>
          aria-label={t('home.winBack')}
          value={state}
          onChange={setState}
          options={[
            { value: 'waiting', label: t('home.waiting') + count(list.data?.waiting_count) },
            { value: 'contacted', label: t('home.contacted') + count(list.data?.contacted_count) },
          ]}
        />
        <Await query={list} rows={3}>
          {list.data?.items.length === 0 ? (
            <p className="muted">{t(state === 'waiting' ? 'home.noWaiting' : 'home.noContacted')}</p>
          ) : (
            <ul className="feed">
              {list.data?.items.map((loss) => (
                <Loss key={loss.relation_id} loss={loss} busy={isSettling} onSettle={(s) => settle(loss, s)} />
              ))}
            </ul>
          )}
        </Await>
        <GoLink to="/losses">{t('home.allLosses')}</GoLink>
      </div>
    </Card>
  )
}

import { App, Button, Switch } from 'antd'
import { useState } from 'react'
import { usePresets } from '@/answers/tile/queries'
import { useCan, useIsViewing } from '@/api/me'
import { reasonText, useLang } from '@/i18n'
import { useFail, useUndoToast } from '@/ui/Feedback'
import { Badge, Time } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { draftOf, type Schedule, useScheduleChanges } from './queries'
import { RunList, useSummary } from './RunList'
import { clockOf, WEEK } from './said'
import { useSendTexts } from './texts'

/** "每周一、五 09:00" */
function useSaid() {
  const w = useSendTexts()
  return (s: Schedule) =>
    w.says(s, w.weekdayOf.filter((_, i) => (s.weekdays & WEEK[i]!) !== 0).join(w.join), clockOf(s.minute))
}

/** A board of the program has a name in each language. */
function useBoardName(schedule: Schedule) {
  const lang = useLang()
  const preset = usePresets().data?.items.find((p) => p.key === schedule.board)
  if (preset) return lang === 'en-US' ? preset.name_en : preset.name_zh
  return schedule.board_name || schedule.board
}

/** One schedule: when, to whom, what came of it, and what can be done with it. */
export function ScheduleRow({ schedule, onEdit }: { schedule: Schedule; onEdit?: () => void }) {
  const w = useSendTexts()
  const can = useCan()
  const isViewing = useIsViewing()
  const fail = useFail()
  const undo = useUndoToast()
  const said = useSaid()
  const summary = useSummary()
  const name = useBoardName(schedule)
  const { message } = App.useApp()
  const [isOpen, setIsOpen] = useState(false)
  const { save, drop, restore, take, leave, attempt } = useScheduleChanges()
  const s = schedule
  const mayEdit = s.may_edit && !isViewing
  const last = s.last[0]
  const remove = () =>
    drop.mutate(s.id, {
      onError: fail,
      onSuccess: () => undo(w.removed(name), () => restore.mutate(s.id, { onError: fail })),
    })
  const now = () =>
    attempt.mutate(s.id, {
      onError: fail,
      onSuccess: () => {
        setIsOpen(true)
        void message.success(w.started)
      },
    })
  return (
    <li className="send-row" data-schedule={s.id}>
      <div className="row" style={{ gap: 8, flexWrap: 'wrap' }}>
        <GoLink to={`/boards/${s.board}`}>
          <b>{name}</b>
        </GoLink>
        <span>{said(s)}</span>
        <span className="muted">{w.people(s.user_ids.length)}</span>
        {!s.is_mine && s.owner_name && <span className="muted">{w.by(s.owner_name)}</span>}
        <span className="grow" />
        {mayEdit && (
          <Switch
            size="small"
            aria-label={w.onOff(name)}
            checked={s.is_on}
            loading={save.isPending}
            onChange={(is_on) =>
              save.mutate({ id: s.id, revision: s.revision, draft: { ...draftOf(s), is_on } }, { onError: fail })
            }
          />
        )}
      </div>
      <div className="muted send-facts">
        {s.is_on ? (
          <span>
            {w.next} <Time at={s.next_at} />
          </span>
        ) : (
          <Badge tone="off">{w.off}</Badge>
        )}
        {s.reason && <span>{reasonText(s.reason)}</span>}
        <span>
          {w.lastSent} {last ? <Time at={last.started_at} /> : w.never}
          {last && ` · ${summary(last)}`}
          {last?.is_late && ` · ${w.late}`}
        </span>
      </div>
      <div className="row send-acts">
        {!isViewing && (
          <Button size="small" loading={attempt.isPending} onClick={now}>
            {w.now}
          </Button>
        )}
        {mayEdit && onEdit && (
          <Button size="small" onClick={onEdit}>
            {w.edit}
          </Button>
        )}
        <Button size="small" type="text" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? w.hide : w.history}
        </Button>
        <span className="grow" />
        {s.is_left && !s.is_mine && can('board.take') && (
          <Button
            size="small"
            loading={take.isPending}
            onClick={() => take.mutate(s.id, { onError: fail, onSuccess: () => void message.success(w.taken) })}
          >
            {w.take}
          </Button>
        )}
        {s.is_received && !s.is_mine && !isViewing && (
          <Button
            size="small"
            loading={leave.isPending}
            onClick={() => leave.mutate(s.id, { onError: fail, onSuccess: () => void message.success(w.gone) })}
          >
            {w.leave}
          </Button>
        )}
        {(mayEdit || (s.is_left && can('board.take'))) && (
          <Button size="small" type="text" danger loading={drop.isPending} onClick={remove}>
            {w.remove}
          </Button>
        )}
      </div>
      {isOpen && <RunList id={s.id} />}
    </li>
  )
}

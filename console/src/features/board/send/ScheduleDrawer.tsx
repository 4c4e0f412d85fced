import { ClockCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Drawer } from 'antd'
import { useState } from 'react'
import type { Board, BoardFilter } from '@/answers/tile/queries'
import { ApiError } from '@/api/client'
import { useIsViewing, useMe } from '@/api/me'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { Await, EmptyState, sentenceOf } from '@/ui/Feedback'
import { isSame, tidy } from '../filter'
import { draftOf, type Schedule, type ScheduleDraft, useScheduleChanges, useSchedules } from './queries'
import { ScheduleForm } from './ScheduleForm'
import { ScheduleRow } from './ScheduleRow'
import './send.css'
import { useSendTexts } from './texts'

type Editing = { known?: Schedule; first: ScheduleDraft; draft: ScheduleDraft }
const editingOf = (first: ScheduleDraft, known?: Schedule): Editing => ({ known, first, draft: first })

/** What of this board is sent by the clock. */
export default function ScheduleDrawer(props: { board: Board; filter: BoardFilter; onClose: () => void }) {
  const { board, filter, onClose } = props
  const w = useSendTexts()
  const { message } = App.useApp()
  const me = useMe().user.id
  const isViewing = useIsViewing()
  const schedules = useSchedules(board.id)
  const { save } = useScheduleChanges()
  const [editing, setEditing] = useState<Editing | null>(null)
  const isTyped = editing !== null && JSON.stringify(editing.draft) !== JSON.stringify(editing.first)
  const { leave } = useUnsaved(isTyped, { holds: ['send'] })
  const items = schedules.data?.items ?? []
  const isPreset = !/^\d+$/.test(board.id)
  const isOther = !isSame(filter, board.filter ?? {})
  const fresh = () =>
    editingOf({
      board: board.id,
      filter: isOther ? tidy(filter) : null,
      every: 'day',
      weekdays: 31,
      day: 1,
      minute: 9 * 60,
      has_sheet: false,
      is_on: true,
      user_ids: me ? [me] : [],
    })
  const store = async ({ known, draft }: Editing) => {
    try {
      await save.mutateAsync({ id: known?.id, revision: known?.revision, draft })
      setEditing(null)
      void message.success(w.saved)
    } catch (e) {
      const isConflict = e instanceof ApiError && e.isConflict
      if (isConflict) void schedules.refetch()
      void message.error(isConflict ? w.changed : sentenceOf(e))
    }
  }
  const add = !isViewing && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing(fresh())}>
      {w.add}
    </Button>
  )
  return (
    <Drawer
      open
      title={w.of(board.name)}
      size={520}
      onClose={() => leave(onClose)}
      extra={!editing && items.length > 0 && add}
      destroyOnHidden
    >
      {editing ? (
        <ScheduleForm
          draft={editing.draft}
          isShared={isPreset || board.is_shared}
          isSaving={save.isPending}
          onChange={(patch) => setEditing({ ...editing, draft: { ...editing.draft, ...patch } })}
          onSave={() => void store(editing)}
          onCancel={() => leave(() => setEditing(null))}
        />
      ) : (
        <Await query={schedules} rows={3}>
          {items.length === 0 ? (
            <EmptyState icon={<ClockCircleOutlined />} title={w.none} hint={w.sub} action={add} />
          ) : (
            <ul className="send-list">
              {items.map((s) => (
                <ScheduleRow
                  key={s.id}
                  schedule={s}
                  onEdit={() => setEditing(editingOf({ ...draftOf(s), ...(isOther && { filter: tidy(filter) }) }, s))}
                />
              ))}
            </ul>
          )}
        </Await>
      )}
    </Drawer>
  )
}

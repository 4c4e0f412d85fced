import { Button, Checkbox, Input, Radio, Segmented, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useCan, useMe } from '@/api/me'
import { type Every, type ScheduleDraft, useReceivers } from './queries'
import { clockOf, lacks, minuteOf, WEEK } from './said'
import { useSendTexts } from './texts'

function Named({ name, hint, children }: { name: string; hint?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <fieldset className="send-field" aria-labelledby={id}>
      <div className="muted" id={id}>
        {name}
      </div>
      <div className="row" style={{ gap: 8, flexWrap: 'wrap' }}>
        {children}
      </div>
      {hint && <div className="muted">{hint}</div>}
    </fieldset>
  )
}

/** To oneself, or to colleagues who can open the board. */
function Whom(props: { draft: ScheduleDraft; isShared: boolean; onChange: (user_ids: string[]) => void }) {
  const { draft, isShared, onChange } = props
  const w = useSendTexts()
  const can = useCan()
  const me = useMe().user.id
  const mayOthers = can('report.send') && can('user.read')
  const [toOthers, setToOthers] = useState(draft.user_ids.some((id) => id !== me))
  const users = useReceivers(mayOthers)
  const options = (users.data?.items ?? [])
    .filter((u) => !u.is_disabled)
    .map((u) => {
      const name = u.display_name || u.name
      return { value: u.id, label: u.staff_id ? name : `${name} (${w.noApp})` }
    })
  return (
    <Named name={w.whom} hint={!mayOthers ? w.noOthers : !isShared ? w.notShared : w.ownFigures}>
      <Radio.Group
        value={toOthers ? 'others' : 'self'}
        onChange={(e) => {
          setToOthers(e.target.value === 'others')
          onChange(me ? [me] : [])
        }}
        options={[
          { value: 'self', label: w.self },
          { value: 'others', label: w.others, disabled: !mayOthers || !isShared },
        ]}
      />
      {toOthers && (
        <Select
          mode="multiple"
          aria-label={w.choose}
          placeholder={w.choose}
          showSearch={{ optionFilterProp: 'label' }}
          loading={users.isPending}
          value={draft.user_ids}
          onChange={onChange}
          options={options}
          maxCount={50}
          style={{ flex: '1 1 100%' }}
        />
      )}
    </Named>
  )
}

type Props = {
  draft: ScheduleDraft
  /** Whether those it is sent to can open the board. */
  isShared: boolean
  isSaving: boolean
  onChange: (patch: Partial<ScheduleDraft>) => void
  onSave: () => void
  onCancel: () => void
}
export function ScheduleForm(props: Props) {
  const { draft, isShared, isSaving, onChange, onSave, onCancel } = props
  const w = useSendTexts()
  const [clock, setClock] = useState(clockOf(draft.minute))
  const isWhole = minuteOf(clock) !== null && lacks(draft) === null && draft.user_ids.length > 0
  return (
    <form
      className="send-form"
      onSubmit={(e) => {
        e.preventDefault()
        if (isWhole) onSave()
      }}
    >
      <Named name={w.every}>
        <Segmented<Every>
          aria-label={w.every}
          value={draft.every}
          onChange={(every) => onChange({ every })}
          options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: w.everyOf[value] }))}
        />
      </Named>
      {draft.every === 'week' && (
        <Named name={w.weekdays}>
          <Checkbox.Group
            value={WEEK.filter((bit) => (draft.weekdays & bit) !== 0)}
            onChange={(bits) => onChange({ weekdays: bits.reduce((sum: number, bit) => sum + Number(bit), 0) })}
            options={WEEK.map((value, i) => ({ value, label: w.weekdayOf[i] }))}
          />
        </Named>
      )}
      {draft.every === 'month' && (
        <Named name={w.day} hint={draft.day > 28 ? w.shorter : undefined}>
          <Select
            aria-label={w.day}
            value={draft.day}
            onChange={(day) => onChange({ day })}
            options={[
              { value: 0, label: w.lastDay },
              ...Array.from({ length: 31 }, (_, i) => ({ value: i + 1, label: w.dayOf(i + 1) })),
            ]}
            style={{ minWidth: 140 }}
          />
        </Named>
      )}
      <Named name={w.at} hint={w.zone}>
        <Input
          type="time"
          aria-label={w.at}
          value={clock}
          status={minuteOf(clock) === null ? 'error' : undefined}
          onChange={(e) => {
            setClock(e.target.value)
            const minute = minuteOf(e.target.value)
            if (minute !== null) onChange({ minute })
          }}
          style={{ width: 140 }}
        />
      </Named>
      <Whom draft={draft} isShared={isShared} onChange={(user_ids) => onChange({ user_ids })} />
      <Named name={w.filter}>
        <span>{draft.filter ? w.keepsFilter : w.ownFilter}</span>
      </Named>
      <Checkbox checked={draft.has_sheet} onChange={(e) => onChange({ has_sheet: e.target.checked })}>
        {w.sheet}
      </Checkbox>
      <div className="row" style={{ gap: 8 }}>
        <Button type="primary" htmlType="submit" loading={isSaving} disabled={!isWhole}>
          {w.save}
        </Button>
        <Button onClick={onCancel}>{w.cancel}</Button>
      </div>
    </form>
  )
}

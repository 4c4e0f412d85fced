import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { isOvernight, parseClock, type WeekWindow, weekBars } from './weekBars'

const DAYS = [1, 2, 3, 4, 5, 6, 7]

/** A week at a glance: which hours are covered. */
export function WeekStrip({ windows, label }: { windows: WeekWindow[]; label: string }) {
  const word = useWord()
  const bars = weekBars(windows)
  return (
    <div className="week" role="img" aria-label={label}>
      {DAYS.map((day) => (
        <div key={day} style={{ display: 'contents' }}>
          <span className="muted">{word('weekday', String(day))}</span>
          <div className="week-bar">
            {bars.get(day)?.map((b, i) => (
              <span key={i} style={{ left: `${b.left}%`, width: `${b.width}%` }} />
            ))}
          </div>
        </div>
      ))}
      <span />
      <div className="week-hours">
        {[0, 6, 12, 18, 24].map((h) => (
          <span key={h}>{h}</span>
        ))}
      </div>
    </div>
  )
}

type Props = { value?: WeekWindow; onChange?: (window: WeekWindow) => void }

/** A time of day as HH:mm, the same in every browser; "9" and "930" are understood. */
function ClockInput({ label, value, onChange }: { label: string; value: string; onChange: (clock: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = () => {
    const clock = typed === null ? null : parseClock(typed)
    if (clock && clock !== value) onChange(clock)
    setTyped(null)
  }
  return (
    <Input
      aria-label={label}
      className="num"
      inputMode="numeric"
      placeholder="HH:mm"
      maxLength={5}
      style={{ width: 76 }}
      value={typed ?? value}
      onChange={(e) => setTyped(e.target.value)}
      onBlur={take}
      onPressEnter={take}
    />
  )
}

/** Weekdays with a from and an until; until before from means the next morning. */
export function WindowInput({ value = { weekdays: [], from: '09:00', until: '18:00' }, onChange }: Props) {
  const { t } = useTranslation()
  const word = useWord()
  const set = (patch: Partial<WeekWindow>) => onChange?.({ ...value, ...patch })
  return (
    <div className="row">
      <Checkbox.Group
        aria-label={t('pick.weekdays')}
        value={value.weekdays}
        onChange={(days) => set({ weekdays: (days as number[]).toSorted() })}
        options={DAYS.map((day) => ({ value: day, label: word('weekday', String(day)) }))}
      />
      <ClockInput label={t('pick.from')} value={value.from} onChange={(from) => set({ from })} />
      <span className="muted">–</span>
      <ClockInput label={t('pick.until')} value={value.until} onChange={(until) => set({ until })} />
      {isOvernight(value) && <span className="muted">{t('pick.overnight')}</span>}
    </div>
  )
}

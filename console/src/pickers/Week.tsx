import { Checkbox, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { isOvernight, type WeekWindow, weekBars } from './weekBars'

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
          <span key={h}>{h}:00</span>
        ))}
      </div>
    </div>
  )
}

type Props = { value?: WeekWindow; onChange?: (window: WeekWindow) => void }

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
      <Input
        type="time"
        aria-label={t('pick.from')}
        value={value.from}
        onChange={(e) => set({ from: e.target.value })}
        style={{ width: 120 }}
      />
      <span className="muted">–</span>
      <Input
        type="time"
        aria-label={t('pick.until')}
        value={value.until}
        onChange={(e) => set({ until: e.target.value })}
        style={{ width: 120 }}
      />
      {isOvernight(value) && <span className="muted">{t('pick.overnight')}</span>}
    </div>
  )
}

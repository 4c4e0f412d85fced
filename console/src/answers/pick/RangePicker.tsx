import { DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useAnswerTexts } from '../texts'
import type { Range } from '../types'

const PRESETS = [1, 7, 30, 90, 365]

/** So many days until today, or two days of one's own. */
export function RangePicker({ value, onChange }: { value: Range; onChange: (range: Range) => void }) {
  const w = useAnswerTexts()
  const days = 'days' in value ? value.days : 0
  return (
    <div className="row">
      <Segmented
        aria-label={w.range}
        value={days}
        onChange={(n) => n > 0 && onChange({ days: n })}
        options={[...new Set([...PRESETS, ...(days > 0 ? [days] : [])])]
          .sort((a, b) => a - b)
          .map((n) => ({ value: n, label: w.presetOf[n] ?? w.days(n) }))}
      />
      <DatePicker.RangePicker
        aria-label={w.ownRange}
        value={'from' in value ? [dayjs(value.from), dayjs(value.to)] : null}
        allowClear={false}
        onChange={(both) => {
          const [from, to] = both ?? []
          if (from && to) onChange({ from: from.format('YYYY-MM-DD'), to: to.format('YYYY-MM-DD') })
        }}
      />
    </div>
  )
}

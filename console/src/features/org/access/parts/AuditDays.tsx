import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'

type Days = { from?: string; to?: string }

/** From which day until which, either end open. */
export default function AuditDays({ from, to, onChange }: Days & { onChange: (days: Days) => void }) {
  const { t } = useTranslation()
  return (
    <DatePicker.RangePicker
      aria-label={t('common.time')}
      placeholder={[t('access.days.from'), t('access.days.to')]}
      allowEmpty={[true, true]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(range) => onChange({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })}
      style={{ width: 240 }}
    />
  )
}

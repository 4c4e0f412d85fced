import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'

type Props = { from?: string; to?: string; onChange: (patch: { from?: string; to?: string }) => void }

/** From one day to another, both included. */
export default function DayRange({ from, to, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <DatePicker.RangePicker
      aria-label={t('shop.createdAt')}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      allowEmpty={[true, true]}
      onChange={(days) => onChange({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })}
    />
  )
}

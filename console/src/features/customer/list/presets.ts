import dayjs from 'dayjs'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** Periods people often ask for. */
export function useDayPresets() {
  const { t } = useTranslation()
  return useMemo(() => {
    const today = dayjs().startOf('day')
    const since = (days: number) => [today.subtract(days, 'day'), today] as [dayjs.Dayjs, dayjs.Dayjs]
    const month = today.startOf('month')
    return [
      { label: t('customer.today'), value: since(0) },
      {
        label: t('customer.list.yesterday'),
        value: [today.subtract(1, 'day'), today.subtract(1, 'day')] as [dayjs.Dayjs, dayjs.Dayjs],
      },
      { label: t('customer.last7'), value: since(6) },
      { label: t('customer.last30'), value: since(29) },
      { label: t('customer.thisMonth'), value: [month, today] as [dayjs.Dayjs, dayjs.Dayjs] },
      {
        label: t('customer.list.lastMonth'),
        value: [month.subtract(1, 'month'), month.subtract(1, 'day')] as [dayjs.Dayjs, dayjs.Dayjs],
      },
    ]
  }, [t])
}

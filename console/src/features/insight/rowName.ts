import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'

/** What a row is called: a bucket by its date, a part by its name. */
export function useRowName(by: string): (row: { key: string | null; label: string | null }) => string {
  const { t } = useTranslation()
  const word = useWord()
  return useCallback(
    (row) => {
      const key = row.key ?? ''
      if (by === 'source') return word('add_way', key)
      if (row.label) return row.label
      if (key === 'other') return t('insight.otherState')
      const none: Record<string, string> = t('insight.none', { returnObjects: true })
      return key === 'none' || /^\d{10,}$/.test(key) ? (none[by] ?? key) : key
    },
    [by, t, word],
  )
}

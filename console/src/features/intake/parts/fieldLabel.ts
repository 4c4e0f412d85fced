import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { fieldLabels } from '../fields'

/** What people call a field: "total", "fields.total", "people.phone", "payload.sum". */
export function useFieldLabel(): (name: string) => string {
  const { t } = useTranslation()
  const lang = useLang()
  return (name) => {
    const known = (word: string) => fieldLabels[lang][word] ?? word
    if (name.startsWith('fields.')) return known(name.slice('fields.'.length))
    if (name.startsWith('people.')) return t('intake.whose', { kind: known(name.slice('people.'.length)) })
    if (name.startsWith('payload.')) return t('intake.payloadOf', { name: name.slice('payload.'.length) })
    return known(name)
  }
}

import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLeftSentence } from '@/pickers/allowance/AllowanceNote'

/** What showing a fact unmasked means, and how many more one may. */
export function useRevealHint(): string {
  const { t } = useTranslation()
  const left = useLeftSentence('reveal', useCan()('customer.reveal'))
  return left ? `${t('customer.revealHint')} ${left}` : t('customer.revealHint')
}

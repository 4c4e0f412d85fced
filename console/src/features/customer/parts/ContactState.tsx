import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Badge } from '@/ui/Page'

type Contact = { is_active: boolean; first_added_at: string | null }

/** In contact, lost, or never anybody's contact: an import knows people whom nobody has added. */
export function ContactState({ customer }: { customer: Contact }) {
  return contactState(useTranslation().t, customer)
}
/** The same where many are drawn at once. */
export const contactState = (t: TFunction<'t'>, c: Contact) =>
  c.is_active ? (
    <Badge tone="good">{t('customer.active')}</Badge>
  ) : (
    <Badge tone="off">{t(c.first_added_at ? 'customer.lost' : 'customer.neverAdded')}</Badge>
  )

import { useTranslation } from 'react-i18next'
import { Badge } from '@/ui/Page'

/** In contact, lost, or never anybody's contact: an import knows people whom nobody has added. */
export function ContactState({ customer: c }: { customer: { is_active: boolean; first_added_at: string | null } }) {
  const { t } = useTranslation()
  if (c.is_active) return <Badge tone="good">{t('customer.active')}</Badge>
  return <Badge tone="off">{t(c.first_added_at ? 'customer.lost' : 'customer.neverAdded')}</Badge>
}

import { useTranslation } from 'react-i18next'
import { useOpenReviews } from './queries'

/** The menu item of the review queue, with how many pairs wait. */
export function ReviewsLabel() {
  const { t } = useTranslation()
  const count = useOpenReviews().data?.open_count ?? 0
  return (
    <span className="row" style={{ flexWrap: 'nowrap', gap: 6, justifyContent: 'space-between' }}>
      {t('nav.mergeReviews')}
      {count > 0 && <span className="num muted">{count > 99 ? '99+' : count}</span>}
    </span>
  )
}

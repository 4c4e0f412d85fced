import { useTranslation } from 'react-i18next'
import { reasonText, useWord } from '@/i18n'
import { Badge } from '@/ui/Page'
import type { Shop } from '../queries'
import { HEALTH_TONES } from '../tones'

/** How the shop is, in a word, and why. */
export function ShopHealth({ shop: s }: { shop: Shop }) {
  const { t } = useTranslation()
  const word = useWord()
  if (s.state !== 'active') return <Badge tone="off">{t('shop.paused')}</Badge>
  const why = s.health_reason ? reasonText(s.health_reason) : ''
  return (
    <span className="row" style={{ gap: 6 }}>
      <Badge tone={HEALTH_TONES[s.health]} title={s.health_detail || undefined}>
        {word('health', s.health)}
      </Badge>
      {s.is_stale && <Badge tone="bad">{t('shop.stale')}</Badge>}
      {why && <small className="muted wrap">{why}</small>}
    </span>
  )
}

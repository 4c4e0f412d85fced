import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { Badge, Card, Time } from '@/ui/Page'
import { useAccountNames, useFanOf } from './queries'

/** The official accounts a customer follows or followed; nothing where there is none. */
export default function FanCard({ id }: { id: string }) {
  const { t } = useTranslation()
  const word = useWord()
  const fans = useFanOf(id)
  const names = useAccountNames()
  const items = fans.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Card title={t('customer.fan.title')}>
      <div className="stack tight">
        {items.map((f) => (
          <div key={f.id} className="stack tight">
            <div className="row">
              <b>{names.data?.get(f.connection_id) ?? t('customer.fan.account')}</b>
              <Badge tone={f.is_following ? 'good' : 'off'}>
                {t(f.is_following ? 'customer.fan.following' : 'customer.fan.left')}
              </Badge>
            </div>
            <dl className="facts">
              <dt>{t('customer.fan.since')}</dt>
              <dd>
                <Time at={f.followed_at} />
              </dd>
              {!f.is_following && f.unfollowed_at && (
                <>
                  <dt>{t('customer.fan.until')}</dt>
                  <dd>
                    <Time at={f.unfollowed_at} />
                  </dd>
                </>
              )}
              {f.scene && (
                <>
                  <dt>{t('customer.fan.scene')}</dt>
                  <dd>{word('oa_scene', f.scene)}</dd>
                </>
              )}
              {f.last_seen_at && (
                <>
                  <dt>{t('customer.fan.seen')}</dt>
                  <dd>
                    <Time at={f.last_seen_at} relative />
                  </dd>
                </>
              )}
            </dl>
          </div>
        ))}
      </div>
    </Card>
  )
}

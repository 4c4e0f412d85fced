import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, type List, type Page, type Schemas } from '@/api/client'
import { useCan, useHas } from '@/api/me'
import { useWord } from '@/i18n'
import { Badge, Card, Time } from '@/ui/Page'

const useFanOf = (customer_id: string) => {
  const has = useHas()
  return useQuery({
    queryKey: ['oa', 'fan_of', customer_id],
    queryFn: ({ signal }) =>
      api.get<Page<Schemas['OaFan']>>('/api/oa/fans', { query: { customer_id, limit: 20 }, signal }),
    enabled: has('oa'),
  })
}

/** Names of accounts, for who may read connections. */
const useAccountNames = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['connection', 'oa'],
    queryFn: ({ signal }) => api.get<List<Schemas['Connection']>>('/api/connections', { signal }),
    enabled: can('connection.read'),
    select: (list) => new Map(list.items.map((c) => [c.id, c.name])),
  })
}

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

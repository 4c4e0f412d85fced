import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { Await } from '@/ui/Feedback'
import { Badge, Card, Face } from '@/ui/Page'
import { useHolders } from '../queries'

/** Who has a role. */
export function Holders({ role }: { role: Schemas['Role'] }) {
  const { t } = useTranslation()
  const holders = useHolders(role.id)
  return (
    <Card title={t('access.holdersOf', { n: holders.data?.items.length ?? role.user_count })}>
      <Await query={holders} rows={3}>
        {holders.data?.items.length === 0 ? (
          <p className="muted">{t('access.noHolders')}</p>
        ) : (
          <ul className="plain-list">
            {holders.data?.items.map((u) => (
              <li key={u.id} className="row" style={{ flexWrap: 'nowrap' }}>
                <Face name={u.display_name || u.name} size={24} />
                <span className="ellipsis">{u.display_name || u.name}</span>
                <span className="muted ellipsis grow">{u.name}</span>
                {u.is_disabled && <Badge tone="off">{t('common.disabled')}</Badge>}
              </li>
            ))}
          </ul>
        )}
      </Await>
    </Card>
  )
}

import { useTranslation } from 'react-i18next'
import { useCan, useHas } from '@/api/me'
import { useWord } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { dateOnly } from '@/ui/format'
import { GoLink } from '@/ui/url'
import { useGroupsOf } from '../detail/queries'

/** Whether this user may know of groups at all. */
export function useSeesGroups(): boolean {
  const can = useCan()
  const has = useHas()
  return can('group_chat.read') && has('group_chat')
}

/** The customer groups a person is or was in, the latest stay first. */
export function Groups({ id }: { id: string }) {
  const { t } = useTranslation()
  const word = useWord()
  const groups = useGroupsOf(id)
  const all = groups.data?.items ?? []
  return (
    <Await query={groups}>
      {all.length === 0 ? (
        <span className="muted">{t('customer.noChats')}</span>
      ) : (
        <ul className="feed">
          {all.map((g) => (
            <li key={`${g.group_chat_id}-${g.joined_at}`}>
              <span className="grow">
                <GoLink to={`/group-chats/${g.group_chat_id}`}>{g.name || t('customer.unnamedGroup')}</GoLink>
                <small className="muted" style={{ display: 'block' }}>
                  {[
                    g.owner_name && t('customer.groupOwner', { name: g.owner_name }),
                    g.left_by && word('group_left_by', g.left_by),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              <span className="num nowrap muted">
                {dateOnly(g.joined_at)} – {g.left_at ? dateOnly(g.left_at) : t('customer.untilNow')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Await>
  )
}

import { useTranslation } from 'react-i18next'
import { Conflict } from '@/ui/edit/Conflict'
import { LANDINGS } from '@/ui/landing'
import { isSame, type Permission } from '../matrix'
import { RoleDifference } from './RoleDifference'
import type { TheirRole } from './useRoleDraft'

/** Somebody else saved this role first: from theirs to what is here. */
export function RoleConflict(props: { theirs: TheirRole; all: Permission[]; onTake: () => void; onKeep: () => void }) {
  const { t } = useTranslation()
  const { role, name, landing, difference } = props.theirs
  const pageOf = (path: string) => {
    const page = LANDINGS.find((p) => p.path === path)
    return page ? t(`nav.${page.key}`) : path
  }
  return (
    <Conflict onTake={props.onTake} onKeep={props.onKeep}>
      {(name || landing) && (
        <ul className="plain-list differences">
          {name && (
            <li>
              {t('access.roleName')}: {name.from} → <b>{name.to}</b>
            </li>
          )}
          {landing && (
            <li>
              {t('access.landing')}: {pageOf(landing.from)} → <b>{pageOf(landing.to)}</b>
            </li>
          )}
        </ul>
      )}
      {!isSame(difference) && <RoleDifference base={role.name} difference={difference} all={props.all} />}
    </Conflict>
  )
}

import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { LANDINGS } from '@/ui/landing'
import { isSame, type Permission } from '../matrix'
import { RoleDifference } from './RoleDifference'
import type { TheirRole } from './useRoleDraft'

/** Somebody else saved this role first: how what is here differs from theirs, and which of both is to stand. */
export function RoleConflict(props: { theirs: TheirRole; all: Permission[]; onTake: () => void; onKeep: () => void }) {
  const { t } = useTranslation()
  const { role, name, landing, difference } = props.theirs
  const pageOf = (path: string) => {
    const page = LANDINGS.find((p) => p.path === path)
    return page ? t(`nav.${page.key}`) : path
  }
  return (
    <Alert
      type="warning"
      showIcon
      title={t('common.conflictTitle')}
      description={
        <div className="stack">
          <span>{t('access.roleConflict')}</span>
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
          <div className="row">
            <Button onClick={props.onTake}>{t('common.conflictReload')}</Button>
            <Button onClick={props.onKeep}>{t('access.roleKeep')}</Button>
          </div>
        </div>
      }
    />
  )
}

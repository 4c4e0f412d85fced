import { CopyOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, type Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { Await } from '@/ui/Feedback'
import { LANDINGS, mayOpen } from '@/ui/landing'
import { Card, PageHead } from '@/ui/Page'
import { PageAwait } from '@/ui/page/PageAwait'
import { useSaveFailed } from '@/ui/save'
import { useFilters, useGo } from '@/ui/url'
import { differenceOf, fittingScope, isSame, NEW_ROLE } from './matrix'
import { CopyRoleDialog } from './parts/CopyRoleDialog'
import { Holders } from './parts/Holders'
import { Masking } from './parts/Masking'
import { PermissionMatrix } from './parts/PermissionMatrix'
import { ScopeChoice } from './parts/ScopeChoice'
import { usePermissions, useRole, useRoles, useSaveRole } from './queries'
import { RoleConflict } from './role/RoleConflict'
import { RoleDifference } from './role/RoleDifference'
import { useRoleDraft } from './role/useRoleDraft'

export default function RolePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { t } = useTranslation()
  const role = useRole(id)
  return id === 'new' ? (
    <RoleEditor key="new" />
  ) : (
    <PageAwait query={role} rows={12} title={t('access.role')} back="/settings/roles">
      {role.data && <RoleEditor key={role.data.id} role={role.data} refresh={role.refetch} />}
    </PageAwait>
  )
}

type Props = { role?: Schemas['Role']; refresh?: () => Promise<{ error: unknown }> }

/** What a role may do, whom it sees and how, in one page; presets are looked at and copied. */
function RoleEditor({ role, refresh }: Props) {
  const { t } = useTranslation()
  const can = useCan()
  const go = useGo()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const [filters, setFilters] = useFilters()
  const permissions = usePermissions()
  const roles = useRoles()
  const save = useSaveRole()
  const edited = useRoleDraft(role, save.isPending)
  const { draft, name, shape, revision, isChanged, theirs, clear, keep, setName, change } = edited
  const [copying, setCopying] = useState(false)
  const all = permissions.data?.items ?? []
  const isPreset = role !== undefined && role.word !== 'custom'
  const mayWrite = can('role.write') && !isPreset
  // A new role opens as a page of its own once it is made: nothing is typed into the one that goes.
  const writable = mayWrite && (role !== undefined || !save.isPending)
  const base = roles.data?.items.find((r) => r.id === filters.base)
  const lost = shape.permissions.length - fittingScope(shape.permissions, shape.scope, all).length
  const hasTyped = role ? isChanged : name.trim() !== '' || !isSame(differenceOf(NEW_ROLE, shape))
  const { settled } = useUnsaved(hasTyped && mayWrite)

  /** What somebody else saved first comes with the role, and with it what is to be decided. */
  const refused = async (e: unknown) => {
    const latest = e instanceof ApiError && e.isConflict && refresh ? await refresh() : { error: e }
    if (latest.error) failed(latest.error)
  }
  const submit = () =>
    save.mutate(
      { id: role?.id, revision, name: name.trim(), ...shape },
      {
        onSuccess: (saved) => {
          void message.success(t('common.saved'))
          edited.saved(saved, draft)
          if (role) return
          settled()
          go(`/settings/roles/${saved.id}`)
        },
        onError: (e) => void refused(e),
      },
    )
  return (
    <div className="page">
      <PageHead
        title={role ? role.name : t('access.newRole')}
        sub={isPreset ? t('access.presetHint') : role && t('access.customHint', { n: role.user_count })}
        back="/settings/roles"
        extra={
          <>
            {role && can('role.write') && (
              <Button icon={<CopyOutlined />} onClick={() => setCopying(true)}>
                {t('access.copyRole')}
              </Button>
            )}
            {mayWrite && (
              <Button
                type="primary"
                disabled={!isChanged || theirs !== null || name.trim() === '' || lost > 0}
                loading={save.isPending}
                onClick={submit}
              >
                {t('common.save')}
              </Button>
            )}
          </>
        }
      />
      {theirs && <RoleConflict theirs={theirs} all={all} onTake={clear} onKeep={keep} />}
      <div className="cols main-side">
        <div className="stack">
          {mayWrite && (
            <Card>
              <label className="stack tight">
                {t('access.roleName')}
                <Input
                  value={name}
                  maxLength={40}
                  disabled={!writable}
                  onChange={(e) => setName(e.target.value)}
                  style={{ maxWidth: 360 }}
                />
              </label>
            </Card>
          )}
          <Card title={t('access.permissions')}>
            <Await query={permissions} rows={10}>
              <div className="stack">
                {lost > 0 && (
                  <Alert
                    type="warning"
                    showIcon
                    title={t('access.lostByScope', { n: lost })}
                    action={
                      <Button
                        size="small"
                        onClick={() => change({ permissions: fittingScope(shape.permissions, shape.scope, all) })}
                      >
                        {t('access.lostTakeOut')}
                      </Button>
                    }
                  />
                )}
                <PermissionMatrix
                  all={all}
                  value={shape.permissions}
                  base={base?.permissions}
                  seesAll={shape.scope === 'all'}
                  disabled={!writable}
                  onChange={(next) => change({ permissions: next })}
                />
              </div>
            </Await>
          </Card>
        </div>
        <div className="stack">
          <Card title={t('access.scope')}>
            <ScopeChoice value={shape.scope} disabled={!writable} onChange={(scope) => change({ scope })} />
          </Card>
          <Card title={t('access.masking')}>
            <Masking value={shape.masks} disabled={!writable} onChange={(masks) => change({ masks })} />
          </Card>
          <Card title={t('access.landing')}>
            <div className="stack tight">
              <Select
                aria-label={t('access.landing')}
                value={shape.landing}
                disabled={!writable}
                onChange={(landing) => change({ landing })}
                options={LANDINGS.filter(
                  (p) => p.path === shape.landing || mayOpen({ ...p, module: undefined }, { ...shape, modules: [] }),
                ).map((p) => ({ value: p.path, label: t(`nav.${p.key}`) }))}
              />
              <small className="muted">{t('access.landingHint')}</small>
            </div>
          </Card>
          <Card title={t('access.compare')}>
            <div className="stack">
              <Select
                aria-label={t('access.compareWith')}
                placeholder={t('access.compareWith')}
                allowClear
                value={filters.base}
                onChange={(v) => setFilters({ base: v })}
                options={(roles.data?.items ?? [])
                  .filter((r) => r.id !== role?.id)
                  .map((r) => ({ value: r.id, label: r.name }))}
              />
              {base && <RoleDifference base={base.name} difference={differenceOf(base, shape)} all={all} />}
            </div>
          </Card>
          {role && <Holders role={role} />}
        </div>
      </div>
      {copying && role && <CopyRoleDialog role={role} onClose={() => setCopying(false)} />}
    </div>
  )
}

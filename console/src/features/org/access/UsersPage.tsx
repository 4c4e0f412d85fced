import { PlusOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan, useMe } from '@/api/me'
import { useLang } from '@/i18n'
import { EmptyState, useFail } from '@/ui/Feedback'
import { listed } from '@/ui/format'
import { Badge, Card, Face, PageHead, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import { lazy } from '@/ui/page/lazy'
import { useSaveFailed } from '@/ui/save'
import { GoLink } from '@/ui/url'
import { SessionsDialog } from './parts/SessionsDialog'
import { useDeleteUser, useResetTotp, useSaveUser, useUsers, useViewAs } from './queries'
import { type UserAction, userActions } from './userActions'

const UserDialog = lazy(() => import('./parts/UserDialog'))

type User = Schemas['User']
const PLACES_SHOWN = 3
const DANGEROUS = new Set<UserAction>(['disable', 'disable_here', 'delete'])

export default function UsersPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const me = useMe()
  const { modal, message } = App.useApp()
  const failed = useSaveFailed()
  const fail = useFail()
  const users = useUsers()
  const save = useSaveUser()
  const remove = useDeleteUser()
  const resetTotp = useResetTotp()
  const view = useViewAs()
  const [editing, setEditing] = useState<Partial<User> | null>(null)
  const [sessionsOf, setSessionsOf] = useState<User | null>(null)
  const writable = can('user.write')
  const nameOf = (u: User) => u.display_name || u.name
  const ask = (title: string, content: string, okText: string, run: () => Promise<unknown>) =>
    modal.confirm({ title, content, okText, okButtonProps: { danger: true }, onOk: () => run().catch(failed) })
  const setDisabled = (u: User, is_disabled: boolean) =>
    save.mutateAsync({
      id: u.id,
      revision: u.revision,
      name: u.name,
      display_name: u.display_name,
      role_id: u.role_id,
      staff_id: u.staff_id,
      is_disabled,
      locale: u.locale,
    })
  const act = (u: User, key: string) => {
    const name = nameOf(u)
    if (key === 'sessions') setSessionsOf(u)
    else if (key === 'enable') void setDisabled(u, false).catch(failed)
    else if (key === 'disable')
      ask(t('org.disableUser', { name }), t('org.disableUserText'), t('common.disable'), () => setDisabled(u, true))
    else if (key === 'disable_here')
      ask(t('access.disableHereUser', { name }), t('access.disableHereText'), t('access.disableHere'), () =>
        setDisabled(u, true),
      )
    else if (key === 'totp')
      ask(t('access.resetTotp', { name }), t('access.resetTotpText'), t('access.resetTotpOk'), () =>
        resetTotp.mutateAsync(u.id).then(() => message.success(t('access.resetTotpDone', { name }))),
      )
    else if (key === 'delete')
      ask(t('access.deleteUser', { name }), t('access.deleteUserText'), t('common.delete'), () => remove.mutateAsync(u))
    else view.mutate({ user_id: u.id }, { onError: fail })
  }
  const labels: Record<UserAction, string> = {
    sessions: t('access.sessions'),
    view: t('access.viewAsUser'),
    totp: t('access.resetTotpOk'),
    enable: t('common.enable'),
    disable: t('common.disable'),
    disable_here: t('access.disableHere'),
    delete: t('common.delete'),
  }
  const items = (u: User) =>
    userActions(u, { me: u.id === me.user.id, writable, viewable: can('user.view_as') }).map((key) => ({
      key,
      label: labels[key],
      danger: DANGEROUS.has(key),
    }))
  return (
    <div className="page">
      <PageHead
        title={t('nav.users')}
        sub={t('access.usersHint')}
        extra={
          writable && (
            <Button type="primary" icon={<PlusOutlined />} data-create onClick={() => setEditing({})}>
              {t('org.newUser')}
            </Button>
          )
        }
      />
      <Card flush>
        <PagedTable
          label={t('nav.users')}
          list={users}
          rowKey="id"
          empty={<EmptyState title={t('common.nothing')} />}
          columns={[
            {
              title: t('org.user'),
              render: (_, u) => (
                <span className="row" style={{ flexWrap: 'nowrap' }}>
                  <Face name={nameOf(u)} />
                  <span className="stack tight" style={{ gap: 0 }}>
                    <span>{nameOf(u)}</span>
                    <small className="muted">{u.name}</small>
                  </span>
                </span>
              ),
            },
            {
              title: t('org.role'),
              render: (_, u) => <GoLink to={`/settings/roles/${u.role_id}`}>{u.role_name}</GoLink>,
            },
            { title: t('org.linkedStaff'), render: (_, u) => u.staff_name ?? '—' },
            {
              title: t('access.places'),
              render: (_, u) =>
                u.places.length === 0
                  ? '—'
                  : listed(
                      u.places.slice(0, PLACES_SHOWN).map((p) => p.name ?? '—'),
                      lang,
                    ) + (u.places.length > PLACES_SHOWN ? ` +${u.places.length - PLACES_SHOWN}` : ''),
            },
            {
              title: t('access.totp'),
              render: (_, u) => (
                <Badge tone={u.has_totp ? 'good' : 'off'}>
                  {u.has_totp ? t('access.totpOn') : t('access.totpOff')}
                </Badge>
              ),
            },
            {
              title: t('common.state'),
              render: (_, u) => (
                <Badge tone={u.is_disabled ? 'off' : 'good'}>
                  {t(u.is_shut_out ? 'access.shutOut' : u.is_disabled ? 'common.disabled' : 'common.enabled')}
                </Badge>
              ),
            },
            { title: t('org.lastSignIn'), render: (_, u) => <Time at={u.last_signed_in_at} /> },
            {
              title: t('common.actions'),
              render: (_, u) => (
                <span className="row" style={{ flexWrap: 'nowrap' }}>
                  {writable && (
                    <Button size="small" onClick={() => setEditing(u)}>
                      {t('common.edit')}
                    </Button>
                  )}
                  {items(u).length > 0 && (
                    <KeyDropdown menu={{ items: items(u), onClick: ({ key }) => act(u, key) }}>
                      <Button size="small" type="text">
                        {t('access.more')}
                      </Button>
                    </KeyDropdown>
                  )}
                </span>
              ),
            },
          ]}
        />
      </Card>
      <Suspense>{editing && <UserDialog user={editing} onClose={() => setEditing(null)} />}</Suspense>
      {sessionsOf && <SessionsDialog user={sessionsOf} onClose={() => setSessionsOf(null)} />}
    </div>
  )
}

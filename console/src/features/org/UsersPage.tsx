import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan, useMe } from '@/api/me'
import { useWord } from '@/i18n'
import { Await, EmptyState } from '@/ui/Feedback'
import { Badge, Card, Face, PageHead, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { useSaveFailed } from '@/ui/save'
import { UserDialog } from './parts/UserDialog'
import { useRoles, useSaveUser, useUsers } from './queries'

export default function UsersPage() {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const me = useMe()
  const { modal } = App.useApp()
  const failed = useSaveFailed()
  const users = useUsers()
  const roles = useRoles()
  const save = useSaveUser()
  const [editing, setEditing] = useState<Partial<Schemas['User']> | null>(null)
  const writable = can('user.write')
  const toggle = (u: Schemas['User']) => {
    const run = () =>
      save
        .mutateAsync({
          id: u.id,
          revision: u.revision,
          name: u.name,
          display_name: u.display_name,
          role_id: u.role_id,
          staff_id: u.staff_id,
          is_disabled: !u.is_disabled,
          locale: u.locale,
        })
        .catch(failed)
    if (u.is_disabled) return void run()
    modal.confirm({
      title: t('org.disableUser', { name: u.display_name }),
      content: t('org.disableUserText'),
      okText: t('common.disabled'),
      okButtonProps: { danger: true },
      onOk: run,
    })
  }
  return (
    <div className="page">
      <PageHead
        title={t('nav.users')}
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
                <span className="row">
                  <Face name={u.display_name || u.name} />
                  <span>
                    {u.display_name} <span className="muted">{u.name}</span>
                  </span>
                </span>
              ),
            },
            { title: t('org.role'), dataIndex: 'role_name' },
            { title: t('org.linkedStaff'), render: (_, u) => u.staff_name ?? '—' },
            {
              title: t('common.state'),
              render: (_, u) => (
                <Badge tone={u.is_disabled ? 'off' : 'good'}>
                  {u.is_disabled ? t('common.disabled') : t('common.enabled')}
                </Badge>
              ),
            },
            { title: t('org.lastSignIn'), render: (_, u) => <Time at={u.last_signed_in_at} /> },
            {
              title: t('common.actions'),
              render: (_, u) =>
                writable && (
                  <span className="row">
                    <Button size="small" onClick={() => setEditing(u)}>
                      {t('common.edit')}
                    </Button>
                    {u.id !== me.user.id && (
                      <Button size="small" type="text" danger={!u.is_disabled} onClick={() => toggle(u)}>
                        {u.is_disabled ? t('common.enabled') : t('common.disabled')}
                      </Button>
                    )}
                  </span>
                ),
            },
          ]}
        />
      </Card>
      <Card title={t('org.roles')}>
        <Await query={roles} rows={3}>
          <div className="stack">
            {roles.data?.items.map((r) => (
              <div key={r.id} className="stack tight">
                <b style={{ fontWeight: 500 }}>
                  {r.name} <span className="muted">{t('org.permissionCount', { n: r.permissions.length })}</span>
                </b>
                <div className="row" style={{ gap: 4 }}>
                  {r.permissions.map((p) => (
                    <Tag key={p} style={{ margin: 0 }}>
                      {word('permission', p)}
                    </Tag>
                  ))}
                </div>
              </div>
            ))}
          </div>
        </Await>
      </Card>
      {editing && <UserDialog user={editing} onClose={() => setEditing(null)} />}
    </div>
  )
}

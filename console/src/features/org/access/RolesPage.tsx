import { PlusOutlined } from '@ant-design/icons'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan, useMe } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { Await, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, PageHead } from '@/ui/Page'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import { GoButton, GoLink, useGo } from '@/ui/url'
import { CopyRoleDialog } from './parts/CopyRoleDialog'
import { DeleteRoleDialog } from './parts/DeleteRoleDialog'
import { useRoles, useViewAs } from './queries'

type Role = Schemas['Role']

export default function RolesPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const me = useMe()
  const go = useGo()
  const fail = useFail()
  const roles = useRoles()
  const view = useViewAs()
  const [copying, setCopying] = useState<Role | null>(null)
  const [deleting, setDeleting] = useState<Role | null>(null)
  const writable = can('role.write')
  const act = (role: Role, key: string) => {
    if (key === 'copy') setCopying(role)
    else if (key === 'delete') setDeleting(role)
    else if (key === 'edit') go(`/settings/roles/${role.id}`)
    else view.mutate({ role_id: role.id }, { onError: fail })
  }
  return (
    <div className="page">
      <PageHead
        title={t('nav.roles')}
        sub={t('access.rolesHint')}
        extra={
          <>
            <GoButton to="/settings/roles/allowances">{t('access.allowances')}</GoButton>
            {writable && (
              <GoButton type="primary" icon={<PlusOutlined />} data-create to="/settings/roles/new">
                {t('access.newRole')}
              </GoButton>
            )}
          </>
        }
      />
      <Card flush>
        <Await query={roles} rows={8}>
          <Table<Role>
            aria-label={t('nav.roles')}
            scroll={{ x: 'max-content' }}
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={roles.data?.items ?? []}
            columns={[
              {
                title: t('access.role'),
                render: (_, r) => (
                  <span className="row" style={{ flexWrap: 'nowrap' }}>
                    <GoLink to={`/settings/roles/${r.id}`} className="linklike nowrap">
                      {r.name}
                    </GoLink>
                    <Badge tone={r.word === 'custom' ? 'busy' : 'off'}>
                      {r.word === 'custom' ? t('access.custom') : t('access.preset')}
                    </Badge>
                  </span>
                ),
              },
              { title: t('access.scope'), render: (_, r) => word('data_scope', r.scope) },
              {
                title: t('access.permissions'),
                align: 'right',
                render: (_, r) => int(r.permissions.length, lang),
              },
              { title: t('access.holders'), align: 'right', render: (_, r) => int(r.user_count, lang) },
              {
                title: t('common.actions'),
                render: (_, r) => (
                  <KeyDropdown
                    menu={{
                      onClick: ({ key }) => act(r, key),
                      items: [
                        { key: 'edit', label: r.word === 'custom' && writable ? t('common.edit') : t('common.view') },
                        ...(writable ? [{ key: 'copy', label: t('access.copyRole') }] : []),
                        ...(can('user.view_as') && r.id !== me.user.role_id
                          ? [{ key: 'view', label: t('access.viewAs') }]
                          : []),
                        ...(writable && r.word === 'custom'
                          ? [{ key: 'delete', label: t('common.delete'), danger: true }]
                          : []),
                      ],
                    }}
                  >
                    <Button size="small">{t('access.more')}</Button>
                  </KeyDropdown>
                ),
              },
            ]}
          />
        </Await>
      </Card>
      {copying && <CopyRoleDialog role={copying} onClose={() => setCopying(null)} />}
      {deleting && <DeleteRoleDialog role={deleting} all={roles.data?.items ?? []} onClose={() => setDeleting(null)} />}
    </div>
  )
}

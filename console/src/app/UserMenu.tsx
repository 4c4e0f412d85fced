import { ControlOutlined, LogoutOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsViewing, useMe } from '@/api/me'
import { useFail } from '@/ui/Feedback'
import { Face } from '@/ui/Page'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import { KeyPopover } from '@/ui/page/KeyPopover'
import { lazy } from '@/ui/page/lazy'
import { useLink } from '@/ui/url'
import { useSignOut } from './queries'

const Look = lazy(() => import('./Look'))

export function ViewMenu({ onSheet }: { onSheet: () => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const show = () => {
    setOpen(false)
    onSheet()
  }
  return (
    <KeyPopover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottom"
      title={t('app.look')}
      content={
        <div className="look">
          <Suspense>
            <Look onSheet={show} />
          </Suspense>
        </div>
      }
    >
      <Tooltip title={open ? '' : t('app.look')}>
        <Button type="text" icon={<ControlOutlined />} aria-label={t('app.look')} />
      </Tooltip>
    </KeyPopover>
  )
}

const AccountDialogs = lazy(() => import('./AccountDialogs'))

export function UserMenu() {
  const { t } = useTranslation()
  const me = useMe()
  const isViewing = useIsViewing()
  const link = useLink()
  const signOut = useSignOut()
  const fail = useFail()
  const [shown, setShown] = useState<'profile' | 'password' | null>(null)
  const name = me.user.display_name || me.user.name
  return (
    <>
      <KeyDropdown
        menu={{
          items: [
            ...(isViewing
              ? []
              : [
                  { key: 'profile', label: t('app.profile') },
                  { key: 'password', label: t('app.password') },
                ]),
            {
              key: 'security',
              label: (
                <a {...link('/settings/security')} tabIndex={-1}>
                  {t('nav.security')}
                </a>
              ),
            },
            { type: 'divider' },
            { key: 'out', label: t('app.signOut'), icon: <LogoutOutlined /> },
          ],
          onClick: ({ key }) => {
            if (key === 'out') signOut.mutate(undefined, { onError: fail })
            else if (key !== 'security') setShown(key as 'profile' | 'password')
          },
        }}
      >
        <Button type="text" title={t('app.userMenu', { name })}>
          <Face name={name} src={me.user.avatar} size={24} />
          <span className="ellipsis wide">{name}</span>
        </Button>
      </KeyDropdown>
      {shown && (
        <Suspense>
          <AccountDialogs which={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </>
  )
}

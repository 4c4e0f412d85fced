import { ControlOutlined, LogoutOutlined } from '@ant-design/icons'
import { Button, Dropdown, Popover, Segmented, Switch, Tooltip } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/me'
import { type Lang, setLang, useLang } from '@/i18n'
import { Face } from '@/ui/Page'
import { usePrefs } from '@/ui/prefs'
import { useGo } from '@/ui/url'
import { useSaveMe, useSignOut } from './queries'

/** Language and look: preferences of this user, on every device. */
export function ViewMenu({ onSheet }: { onSheet: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const prefs = usePrefs()
  const save = useSaveMe()
  const [open, setOpen] = useState(false)
  const choose = (next: Lang) => {
    void setLang(next)
    save.mutate({ locale: next })
  }
  const content = (
    <div className="stack" style={{ width: 240 }}>
      <Segmented<Lang>
        block
        aria-label={t('app.language')}
        value={lang}
        onChange={choose}
        options={[
          { value: 'zh-CN', label: '简体中文' },
          { value: 'en-US', label: 'English' },
        ]}
      />
      <Segmented<'comfortable' | 'compact'>
        block
        aria-label={t('app.density')}
        value={prefs.density}
        onChange={(density) => prefs.set({ density })}
        options={[
          { value: 'comfortable', label: t('app.comfortable') },
          { value: 'compact', label: t('app.compact') },
        ]}
      />
      <div className="row">
        <span className="grow">{t('app.dark')}</span>
        <Switch size="small" checked={prefs.dark} onChange={(dark) => prefs.set({ dark })} aria-label={t('app.dark')} />
      </div>
      <div className="row">
        <span className="grow">{t('app.colorBlind')}</span>
        <Switch
          size="small"
          checked={prefs.colorBlind}
          onChange={(colorBlind) => prefs.set({ colorBlind })}
          aria-label={t('app.colorBlind')}
        />
      </div>
      <Button
        size="small"
        onClick={() => {
          setOpen(false)
          onSheet()
        }}
      >
        {t('app.shortcuts')}
      </Button>
    </div>
  )
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t('app.look')}
      content={content}
    >
      <Tooltip title={open ? '' : t('app.look')}>
        <Button type="text" icon={<ControlOutlined />} aria-label={t('app.look')} />
      </Tooltip>
    </Popover>
  )
}

const AccountDialogs = lazy(() => import('./AccountDialogs'))

export function UserMenu() {
  const { t } = useTranslation()
  const me = useMe()
  const go = useGo()
  const signOut = useSignOut()
  const [shown, setShown] = useState<'profile' | 'password' | null>(null)
  const name = me.user.display_name || me.user.name
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'profile', label: t('app.profile') },
            { key: 'password', label: t('app.password') },
            { key: 'security', label: t('nav.security') },
            { type: 'divider' },
            { key: 'out', label: t('app.signOut'), icon: <LogoutOutlined /> },
          ],
          onClick: ({ key }) => {
            if (key === 'out') signOut.mutate(undefined, { onSettled: () => location.assign('/sign-in') })
            else if (key === 'security') go('/settings/security')
            else setShown(key as 'profile' | 'password')
          },
        }}
      >
        <Button type="text" title={t('app.userMenu', { name })}>
          <Face name={name} src={me.user.avatar} size={24} />
          <span className="ellipsis wide">{name}</span>
        </Button>
      </Dropdown>
      {shown && (
        <Suspense>
          <AccountDialogs which={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </>
  )
}

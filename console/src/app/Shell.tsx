import { MenuFoldOutlined, MenuUnfoldOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Button, Menu, type MenuProps, Tooltip } from 'antd'
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { startLive } from '@/api/live'
import { useHas, useHolds, useMe } from '@/api/me'
import { Logo } from '@/ui/Logo'
import { START } from '@/ui/landing'
import { lazy } from '@/ui/page/lazy'
import { usePrefs } from '@/ui/prefs'
import { useGo, useLink } from '@/ui/url'
import { Banners } from './Banners'
import { Bell } from './Bell'
import { useFocusHold } from './focusHold'
import { JobTray } from './JobTray'
import { useKeepPrefs } from './keepPrefs'
import { useKeys } from './keys'
import { ReviewsLabel } from './menu/ReviewsLabel'
import { itemOf, navFor } from './nav'
import { useSameEyes } from './sameEyes'
import { UserMenu, ViewMenu } from './UserMenu'

const loadPalette = () => import('./Palette')
const Palette = lazy(loadPalette)
const Shortcuts = lazy(() => import('./Shortcuts'))
const HelpDrawer = lazy(() => import('./HelpDrawer'))

export function Shell() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const me = useMe()
  const can = useHolds()
  const has = useHas()
  const go = useGo()
  const link = useLink()
  const prefs = usePrefs()
  // On a phone the menu shrinks to its icons until it is asked for.
  const [opened, setOpened] = useState(false)
  const isPhone = window.innerWidth < 768
  const collapsed = isPhone ? !opened : prefs.collapsed
  const [palette, setPalette] = useState(false)
  const [sheet, setSheet] = useState(false)
  const [help, setHelp] = useState(false)
  const path = useRouterState({ select: (s) => s.location.pathname })
  const here = itemOf(path)
  const group = here && here.keys.length > 1 ? here.keys[0]! : undefined
  const [openKeys, setOpenKeys] = useState<string[]>(group ? [group] : ['acquire', 'customer', 'reach'])
  useEffect(() => startLive(client), [client])
  useKeepPrefs()
  useSameEyes()
  useFocusHold()
  // What is typed right after Ctrl+K must not be lost to a download.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), 1500)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    if (group) setOpenKeys((keys) => (keys.includes(group) ? keys : [...keys, group]))
  }, [group])
  useKeys({ go, openPalette: () => setPalette(true), openSheet: () => setSheet(true) })
  const items = useMemo<MenuProps['items']>(() => {
    // The menu itself moves between its items by the arrows.
    const linked = (to: string, label: ReactNode) => (
      <a {...link(to)} tabIndex={-1}>
        {label}
      </a>
    )
    return navFor(can, has).map((item) => ({
      key: item.path ?? item.key,
      icon: item.icon,
      label: item.path ? linked(item.path, t(`nav.${item.key}`)) : t(`nav.${item.key}`),
      ...(item.children
        ? {
            children: item.children.map((child) => ({
              key: child.path!,
              label: linked(child.path!, child.key === 'mergeReviews' ? <ReviewsLabel /> : t(`nav.${child.key}`)),
            })),
          }
        : {}),
    }))
  }, [t, can, has, link])
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <aside className={`side ${collapsed ? 'narrow' : ''}`} aria-label={t('app.name')}>
        <Link
          to={START as never}
          preload={false}
          className="brand"
          title={t('app.toStart')}
          aria-label={`${t('app.name')} weft · ${t('app.toStart')}`}
        >
          <Logo />
          {!collapsed && (
            <span>
              {t('app.name')} <small>weft</small>
            </span>
          )}
        </Link>
        <nav aria-label={t('app.menu')}>
          <Menu
            mode="inline"
            inlineCollapsed={collapsed}
            items={items ?? []}
            selectedKeys={here ? [here.path] : []}
            {...(collapsed ? {} : { openKeys, onOpenChange: setOpenKeys })}
          />
        </nav>
      </aside>
      <div className="body">
        <header className="topbar">
          <Button
            type="text"
            aria-label={t('app.foldMenu')}
            aria-expanded={!collapsed}
            icon={collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
            onClick={() => (isPhone ? setOpened(!opened) : prefs.set({ collapsed: !prefs.collapsed }))}
          />
          <Button className="find" icon={<SearchOutlined />} onClick={() => setPalette(true)} title={t('app.search')}>
            <span className="wide">{t('app.search')}</span> <kbd>Ctrl K</kbd>
          </Button>
          <span className="grow" />
          <span className="muted wide ellipsis">{me.tenant.name}</span>
          <Tooltip title={t('app.help')}>
            <Button
              type="text"
              icon={<QuestionCircleOutlined />}
              aria-label={t('app.help')}
              onClick={() => setHelp(true)}
            />
          </Tooltip>
          <ViewMenu onSheet={() => setSheet(true)} />
          <JobTray />
          <Bell />
          <UserMenu />
        </header>
        <Banners />
        <main id="main" tabIndex={-1} className="main">
          <Outlet />
        </main>
      </div>
      <Suspense>
        {palette && <Palette onClose={() => setPalette(false)} />}
        {help && <HelpDrawer path={path} onClose={() => setHelp(false)} />}
        {sheet && <Shortcuts onClose={() => setSheet(false)} />}
      </Suspense>
    </div>
  )
}

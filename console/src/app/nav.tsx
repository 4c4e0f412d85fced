import {
  BarChartOutlined,
  HomeOutlined,
  QrcodeOutlined,
  SendOutlined,
  SettingOutlined,
  ShoppingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type zh from '@/i18n/zh-CN'

export type NavKey = keyof (typeof zh)['nav']
export type NavItem = {
  key: NavKey
  path?: string
  /** The permission without which the item is not shown. */
  need?: string
  /** Not shown while this module is off. */
  module?: string
  icon?: ReactNode
  /** Initials of the pinyin: "khlb" finds 客户列表. */
  pinyin: string
  children?: NavItem[]
}

export const NAV: NavItem[] = [
  { key: 'home', path: '/', icon: <HomeOutlined />, pinyin: 'gzt' },
  {
    key: 'acquire',
    icon: <QrcodeOutlined />,
    pinyin: 'ylhk',
    children: [{ key: 'codes', path: '/channel-codes', need: 'channel_code.read', module: 'acquire', pinyin: 'qdhm' }],
  },
  {
    key: 'customer',
    icon: <TeamOutlined />,
    pinyin: 'kh',
    children: [
      { key: 'customers', path: '/customers', need: 'customer.read', module: 'customer', pinyin: 'khlb' },
      { key: 'groups', path: '/group-chats', need: 'group_chat.read', module: 'group_chat', pinyin: 'khq' },
      { key: 'losses', path: '/losses', need: 'customer.read', module: 'customer', pinyin: 'lstx' },
      { key: 'mergeReviews', path: '/merge-reviews', need: 'customer.merge', module: 'customer', pinyin: 'sfsh' },
      { key: 'segments', path: '/segments', need: 'segment.read', module: 'customer', pinyin: 'fq' },
      { key: 'tags', path: '/tags', need: 'tag.read', module: 'customer', pinyin: 'bq' },
      { key: 'attributes', path: '/attributes', need: 'attribute.read', module: 'customer', pinyin: 'sx' },
      { key: 'dictionary', path: '/dictionary', need: 'attribute.read', module: 'customer', pinyin: 'zd' },
    ],
  },
  {
    key: 'trade',
    icon: <ShoppingOutlined />,
    pinyin: 'jy',
    children: [
      { key: 'orders', path: '/orders', need: 'order.read', module: 'shop', pinyin: 'dd' },
      { key: 'products', path: '/products', need: 'product.read', module: 'shop', pinyin: 'sp' },
    ],
  },
  {
    key: 'reach',
    icon: <SendOutlined />,
    pinyin: 'yycd',
    children: [
      { key: 'welcome', path: '/welcome-policies', need: 'welcome.read', module: 'welcome', pinyin: 'hyy' },
      { key: 'oa', path: '/official-accounts', need: 'oa.read', module: 'oa', pinyin: 'gzh' },
    ],
  },
  {
    key: 'insight',
    icon: <BarChartOutlined />,
    pinyin: 'sjfx',
    children: [
      { key: 'boards', path: '/boards', need: 'board.read', module: 'board', pinyin: 'kb' },
      { key: 'growth', path: '/boards/growth', need: 'board.read', module: 'board', pinyin: 'khzz' },
      { key: 'trend', path: '/analysis/trend', need: 'board.read', module: 'board', pinyin: 'qs' },
      { key: 'funnel', path: '/analysis/funnel', need: 'board.read', module: 'board', pinyin: 'ld' },
      { key: 'retention', path: '/analysis/retention', need: 'board.read', module: 'board', pinyin: 'lc' },
      { key: 'value', path: '/analysis/value', need: 'board.read', module: 'board', pinyin: 'khjz' },
      { key: 'paths', path: '/analysis/paths', need: 'board.read', module: 'board', pinyin: 'lj' },
      { key: 'movement', path: '/analysis/movement', need: 'board.read', module: 'board', pinyin: 'dx' },
      { key: 'pivot', path: '/analysis/pivot', need: 'board.read', module: 'board', pinyin: 'tsyrlt' },
      { key: 'metrics', path: '/analysis/metrics', need: 'board.read', module: 'board', pinyin: 'zb' },
      { key: 'attribution', path: '/analysis/attribution', need: 'board.read', module: 'board', pinyin: 'gy' },
      { key: 'distribution', path: '/analysis/distribution', need: 'board.read', module: 'board', pinyin: 'fb' },
      { key: 'interval', path: '/analysis/interval', need: 'board.read', module: 'board', pinyin: 'jg' },
      { key: 'rfm', path: '/analysis/rfm', need: 'board.read', module: 'board', pinyin: 'rfmyjz' },
      { key: 'lift', path: '/analysis/lift', need: 'board.read', module: 'board', pinyin: 'gl' },
      { key: 'calendar', path: '/analysis/calendar', need: 'board.read', module: 'board', pinyin: 'rlrlt' },
      { key: 'provinces', path: '/analysis/region', need: 'board.read', module: 'board', pinyin: 'dy' },
      { key: 'reports', path: '/reports', need: 'board.read', module: 'board', pinyin: 'dsfs' },
      { key: 'alerts', path: '/alerts', need: 'alert.read', module: 'board', pinyin: 'yj' },
      { key: 'targets', path: '/targets', need: 'target.read', module: 'board', pinyin: 'mb' },
    ],
  },
  {
    key: 'settings',
    icon: <SettingOutlined />,
    pinyin: 'xtsz',
    children: [
      { key: 'org', path: '/settings/org', need: 'org.read', pinyin: 'bmyyg' },
      { key: 'stores', path: '/settings/stores', need: 'org.read', pinyin: 'mdyqy' },
      { key: 'users', path: '/settings/users', need: 'user.read', pinyin: 'yh' },
      { key: 'roles', path: '/settings/roles', need: 'user.read', pinyin: 'js' },
      { key: 'security', path: '/settings/security', pinyin: 'dlyaq' },
      { key: 'apiKeys', path: '/settings/api-keys', need: 'api_key.write', pinyin: 'apimy' },
      { key: 'connections', path: '/settings/connections', need: 'connection.read', pinyin: 'jc' },
      { key: 'shops', path: '/settings/shops', need: 'shop.read', module: 'shop', pinyin: 'dp' },
      { key: 'sources', path: '/settings/sources', need: 'source.read', pinyin: 'sjy' },
      { key: 'imports', path: '/settings/imports', need: 'customer.import', module: 'customer', pinyin: 'sjdr' },
      {
        key: 'mergePolicy',
        path: '/settings/merge-policy',
        need: 'customer.merge',
        module: 'customer',
        pinyin: 'hbgz',
      },
      { key: 'erasures', path: '/settings/erasures', need: 'customer.erase', module: 'customer', pinyin: 'scsq' },
      { key: 'modules', path: '/settings/modules', need: 'module.write', pinyin: 'gnmk' },
      { key: 'notices', path: '/settings/notifications', pinyin: 'tzfs' },
      { key: 'jobs', path: '/settings/jobs', need: 'job.read', pinyin: 'htrw' },
      { key: 'audit', path: '/settings/audit', need: 'audit.read', pinyin: 'sjrz' },
    ],
  },
]

/** What this user may open; groups without anything left disappear. */
export const navFor = (
  can: (permission: string) => boolean,
  has: (module: string | undefined) => boolean = () => true,
  items: NavItem[] = NAV,
): NavItem[] =>
  items.flatMap((item) => {
    if ((item.need && !can(item.need)) || !has(item.module)) return []
    if (!item.children) return [item]
    const children = navFor(can, has, item.children)
    return children.length > 0 ? [{ ...item, children }] : []
  })

export type FlatNav = { path: string; keys: NavKey[]; pinyin: string }
export const flatNav = (items: NavItem[], keys: NavKey[] = []): FlatNav[] =>
  items.flatMap((item) => [
    ...(item.path ? [{ path: item.path, keys: [...keys, item.key], pinyin: item.pinyin }] : []),
    ...flatNav(item.children ?? [], [...keys, item.key]),
  ])

/** The menu item a path belongs to: the longest that begins it. */
export const itemOf = (path: string): FlatNav | undefined =>
  flatNav(NAV)
    .filter((item) => (item.path === '/' ? path === '/' : path === item.path || path.startsWith(`${item.path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0]

/** True when `query` is in the label or begins the pinyin initials. */
export const matches = (query: string, label: string, pinyin: string): boolean => {
  const asked = query.trim().toLowerCase()
  return asked === '' || label.toLowerCase().includes(asked) || pinyin.startsWith(asked)
}

import { expect, test } from 'vitest'
import { routes as acquire } from '@/features/acquire/routes'
import { routes as alert } from '@/features/alert/routes'
import { routes as analysis } from '@/features/analysis/routes'
import { routes as board } from '@/features/board/routes'
import { routes as channel } from '@/features/channel/routes'
import { routes as customer } from '@/features/customer/routes'
import { routes as groupChat } from '@/features/group_chat/routes'
import { routes as home } from '@/features/home/routes'
import { routes as insight } from '@/features/insight/routes'
import { routes as intake } from '@/features/intake/routes'
import { routes as job } from '@/features/job/routes'
import { routes as oa } from '@/features/oa/routes'
import { routes as org } from '@/features/org/routes'
import { routes as reach } from '@/features/reach/routes'
import { routes as segment } from '@/features/segment/routes'
import { routes as shop } from '@/features/shop/routes'
import { routes as tagging } from '@/features/tagging/routes'
import { LANDINGS } from '@/ui/landing'
import { GO_KEYS } from './keys'
import { flatNav, itemOf, matches, NAV, navFor } from './nav'

const pages = [
  ...home,
  ...acquire,
  ...reach,
  ...oa,
  ...customer,
  ...groupChat,
  ...shop,
  ...insight,
  ...analysis,
  ...alert,
  ...board,
  ...intake,
  ...org,
  ...channel,
  ...job,
  ...tagging,
  ...segment,
]

test('every menu item and every shortcut leads to a page', () => {
  const paths = pages.map((p) => p.path)
  for (const item of flatNav(NAV)) expect(paths).toContain(item.path)
  for (const path of Object.values(GO_KEYS)) expect(paths).toContain(path)
})
test('the menu asks for the permission its page asks for', () => {
  const need = (items: typeof NAV): [string, string | undefined][] =>
    items.flatMap((i) => [
      ...(i.path ? [[i.path, i.need] as [string, string | undefined]] : []),
      ...need(i.children ?? []),
    ])
  for (const [path, wanted] of need(NAV))
    expect([path, wanted]).toEqual([path, pages.find((p) => p.path === path)?.need])
})
test('groups without anything permitted disappear', () => {
  expect(navFor((p) => p === 'tag.read').map((i) => i.key)).toEqual(['home', 'customer', 'settings'])
  expect(navFor(() => false).map((i) => i.key)).toEqual(['home', 'settings'])
})
test('a page below an item belongs to it', () => {
  expect(itemOf('/channel-codes/7/edit')?.path).toBe('/channel-codes')
  expect(itemOf('/nowhere')).toBeUndefined()
})
test('pinyin initials find a page', () => {
  expect(matches('khlb', '客户 / 客户列表', 'khlb')).toBe(true)
  expect(matches('客户', '客户 / 客户列表', 'khlb')).toBe(true)
  expect(matches('zz', '客户 / 客户列表', 'khlb')).toBe(false)
})
test('a page to begin with is one of the menu, and asks for the same', () => {
  const items = NAV.flatMap((item) => [item, ...(item.children ?? [])])
  for (const page of LANDINGS) {
    const item = items.find((i) => i.path === page.path)
    expect([page.path, item?.key, item?.need, item?.module]).toEqual([page.path, page.key, page.need, page.module])
  }
})

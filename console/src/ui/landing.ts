import type zh from '@/i18n/zh-CN'

/** A page one can begin with, and what it takes to open it: as in the menu. */
export type Landing = { path: string; key: keyof (typeof zh)['nav']; need?: string; module?: string }
export const LANDINGS: Landing[] = [
  { path: '/', key: 'home' },
  { path: '/customers', key: 'customers', need: 'customer.read', module: 'customer' },
  { path: '/losses', key: 'losses', need: 'customer.read', module: 'customer' },
  { path: '/group-chats', key: 'groups', need: 'group_chat.read', module: 'group_chat' },
  { path: '/channel-codes', key: 'codes', need: 'channel_code.read', module: 'acquire' },
  { path: '/boards/growth', key: 'growth', need: 'board.read', module: 'board' },
  { path: '/settings/jobs', key: 'jobs', need: 'job.read' },
  { path: '/settings/audit', key: 'audit', need: 'audit.read' },
]

/** Where sign-in and the logo lead; the address only sends one on. */
export const START = '/start'
/** The preference that goes before the role. */
export const LANDING_KEY = 'landing'

export type Rights = { permissions: string[]; modules: string[] }
export const mayOpen = (page: Landing, me: Rights): boolean =>
  (!page.need || me.permissions.includes(page.need)) && (!page.module || me.modules.includes(page.module))

/** The first of the wishes that this person may open; the workbench is everybody's. */
export const landingOf = (me: Rights, wishes: unknown[]): string =>
  wishes.map((wish) => LANDINGS.find((page) => page.path === wish)).find((page) => page && mayOpen(page, me))?.path ??
  '/'

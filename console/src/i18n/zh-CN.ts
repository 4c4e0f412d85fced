import { app, nav, notification } from '@/app/i18n.zh-CN'
import { acquire } from '@/features/acquire/i18n.zh-CN'
import { channel } from '@/features/channel/i18n.zh-CN'
import { customer } from '@/features/customer/i18n.zh-CN'
import { group_chat } from '@/features/group_chat/i18n.zh-CN'
import { home } from '@/features/home/i18n.zh-CN'
import { insight } from '@/features/insight/i18n.zh-CN'
import { intake } from '@/features/intake/i18n.zh-CN'
import { job } from '@/features/job/i18n.zh-CN'
import { oa } from '@/features/oa/i18n.zh-CN'
import { access } from '@/features/org/access/i18n.zh-CN'
import { org } from '@/features/org/i18n.zh-CN'
import { reach } from '@/features/reach/i18n.zh-CN'
import { shop } from '@/features/shop/i18n.zh-CN'
import { event, event_type } from '@/pickers/event.zh-CN'
import { pick } from '@/pickers/i18n.zh-CN'
import { common, words } from './common.zh-CN'

/** The whole dictionary, for types and tests: what runs takes it part by part (parts.ts). */
export default {
  app,
  nav,
  notification,
  common,
  words: { ...words, event_type },
  pick,
  event,
  home,
  acquire,
  reach,
  customer,
  group_chat,
  shop,
  insight,
  intake,
  oa,
  org,
  access,
  channel,
  job,
}

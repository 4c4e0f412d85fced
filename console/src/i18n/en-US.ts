import { app, nav, notification } from '@/app/i18n.en-US'
import { acquire } from '@/features/acquire/i18n.en-US'
import { channel } from '@/features/channel/i18n.en-US'
import { customer } from '@/features/customer/i18n.en-US'
import { group_chat } from '@/features/group_chat/i18n.en-US'
import { home } from '@/features/home/i18n.en-US'
import { insight } from '@/features/insight/i18n.en-US'
import { intake } from '@/features/intake/i18n.en-US'
import { job } from '@/features/job/i18n.en-US'
import { oa } from '@/features/oa/i18n.en-US'
import { access } from '@/features/org/access/i18n.en-US'
import { org } from '@/features/org/i18n.en-US'
import { reach } from '@/features/reach/i18n.en-US'
import { shop } from '@/features/shop/i18n.en-US'
import { event, event_type } from '@/pickers/event.en-US'
import { pick } from '@/pickers/i18n.en-US'
import { common, words } from './common.en-US'

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

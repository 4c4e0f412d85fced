import { app, nav, notification } from '@/app/i18n.zh-CN'
import { event, event_type } from '@/pickers/event.zh-CN'
import { pick } from '@/pickers/i18n.zh-CN'
import { common, words } from './common.zh-CN'

/** What every page needs; the words of a feature come with its pages. */
export default { app, nav, notification, common, words: { ...words, event_type }, pick, event }

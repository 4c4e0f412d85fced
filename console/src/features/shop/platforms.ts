import type { Shop } from './queries'

export type Platform = Shop['platform']
export type ShopField = 'shop_no' | 'app_key' | 'app_secret' | 'access_token'

/** What each platform wants to be given, in the order people find it there. */
export const FIELDS: Record<Platform, ShopField[]> = {
  generic: [],
  taobao: ['shop_no', 'app_key', 'app_secret', 'access_token'],
  doudian: ['shop_no', 'app_key', 'app_secret'],
  jd: ['shop_no', 'app_key', 'app_secret', 'access_token'],
  youzan: ['shop_no', 'app_key', 'app_secret'],
  weimob: ['shop_no', 'app_key', 'app_secret'],
  wechat_store: ['shop_no', 'app_key', 'app_secret'],
}
export const PLATFORMS = Object.keys(FIELDS) as Platform[]

import { useLang } from '@/i18n'

/** Words of these parts: they come with them, not with the shell. */
const zh = {
  title: '属性',
  none: '还没有属性',
  evidence: '证据',
  hide: '收起证据',
  add: '填写',
  attribute: '属性',
  value: '值',
  takeBack: '撤回',
  ended: '已失效',
  times: '{n} 次',
  sources: { console: '控制台', wecom: '企业微信', pos: '收银台', app: '小程序', shop: '店铺' } as Record<
    string,
    string
  >,
  metres: '距常去门店 {n} 米',
  sure: '可信度 {n}%',
  raw: '原文“{t}”',
  reason: {
    only: '只有一种说法，共 {n} 次，来自{s}',
    priority: '{s}的优先级高于{s2}，因此取“{v}”，不取“{v2}”',
    recent: '最近一次说的是“{v}”（{s}），早于它的是“{v2}”',
    frequent: '“{v}”出现 {n} 次，多于“{v2}”的 {n2} 次',
    weight: '按次数、时间、来源和距离加权，“{v}”占 {p}%，“{v2}”占 {p2}%',
    value: '“{v}”与“{v2}”旗鼓相当，固定取其一',
  } as Record<string, string>,
  why: '规则',
  saw: '依据',
  since: '自',
  expires: '到期',
  history: '曾有标签',
  ended_by: {
    rule: '规则不再满足',
    exclusive: '被同组标签替换',
    expired: '已到期',
    value: '取值变化',
    dictionary: '字典不再给出',
    console: '人工移除',
    platform: '企业微信移除',
  } as Record<string, string>,
  replacedBy: '由“{t}”替换',
}
type Texts = typeof zh
const en: Texts = {
  title: 'Attributes',
  none: 'No attributes yet',
  evidence: 'Evidence',
  hide: 'Hide evidence',
  add: 'Fill in',
  attribute: 'Attribute',
  value: 'Value',
  takeBack: 'Take back',
  ended: 'ended',
  times: '{n} times',
  sources: { console: 'console', wecom: 'WeCom', pos: 'till', app: 'mini program', shop: 'shop' },
  metres: '{n} m from the usual store',
  sure: '{n}% sure',
  raw: 'said “{t}”',
  reason: {
    only: 'Nobody said anything else: {n} times, from {s}',
    priority: '{s} stands above {s2}, so it is “{v}” and not “{v2}”',
    recent: 'The last that was said is “{v}” ({s}), before it “{v2}”',
    frequent: '“{v}” was said {n} times, more than “{v2}” with {n2}',
    weight: 'By frequency, age, source and distance “{v}” has {p}%, “{v2}” {p2}%',
    value: '“{v}” and “{v2}” are level; one of them always stands',
  },
  why: 'Rule',
  saw: 'It saw',
  since: 'since',
  expires: 'expires',
  history: 'Tags of before',
  ended_by: {
    rule: 'the rule no longer holds',
    exclusive: 'another of the group took its place',
    expired: 'expired',
    value: 'its value changed',
    dictionary: 'the dictionary no longer gives it',
    console: 'taken away by hand',
    platform: 'taken away in WeCom',
  },
  replacedBy: 'replaced by “{t}”',
}
export const useTexts = (): Texts => (useLang() === 'en-US' ? en : zh)
export const fill = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

import { useLang } from '@/i18n'
import { en } from './texts.en'

/** Words of the catalogue of metrics. */
const zh = {
  title: '指标',
  sub: '一个词只有一个数：看板、透视、预警和目标都按这里的算法统计',
  add: '新建指标',
  edit: '编辑指标',
  find: '查找指标',
  name: '名称',
  nameEn: '英文名称',
  unit: '单位',
  unitOf: { count: '次数', people: '人数', fen: '金额（元）', ratio: '比率', ms: '时长' } as Record<string, string>,
  about: '含义',
  aboutHint: '一句话说明统计什么、不统计什么',
  formula: '算法',
  owner: '负责人',
  builtIn: '内置',
  mine: '我',
  divided: (of: string, over: string) => `${of} ÷ ${over}`,
  kind: '算法类型',
  kindOf: { one: '一个数', ratio: '两个数相除' } as Record<string, string>,
  of: '分子',
  over: '分母',
  tried: '近 30 天试算',
  save: '保存',
  saved: '指标已保存',
  change: '编辑',
  remove: '删除',
  removeAsk: (name: string) => `删除指标“${name}”？`,
  removeHint: '用到它的看板磁贴和链接会提示指标不存在。',
  removed: '指标已删除',
  none: '没有找到指标',
  noneHint: '换一个词，或新建一个指标。',
  actions: '操作',
}
export type MetricTexts = typeof zh

export const useMetricTexts = (): MetricTexts => (useLang() === 'en-US' ? en : zh)

import { useLang } from '@/i18n'
import { en } from './texts.en'

/** Words of the pivot builder. */
const zh = {
  title: '自由透视',
  sub: '把字段拖到行、列、值、筛选，任意交叉；也可以点字段选择放到哪里',
  fields: '字段',
  findField: '查找字段或输入属性名',
  times: '时间',
  ofEvent: '事件',
  properties: '属性',
  figures: '指标',
  well: { rows: '行', columns: '列', values: '值', filters: '筛选' } as Record<string, string>,
  emptyWell: { rows: '拖入维度', columns: '拖入维度', values: '拖入指标', filters: '拖入字段' } as Record<
    string,
    string
  >,
  putInto: (well: string) => `放到${well}`,
  earlier: '前移',
  later: '后移',
  edit: '设置…',
  remove: '移除',
  fieldMenu: (name: string) => `${name}：选择放到哪里`,
  chipMenu: (name: string, well: string) => `${name}（${well}）：移动、设置或移除`,
  noRoom: '这里放不下了：行、列各最多 4 个，合计 6 个；值最多 8 个',
  noFigure: '这个字段不是数值，不能放到“值”；请选指标或数值属性',
  noFilter: '日期请用下面的“时间范围”筛选',
  value: '值',
  as: '显示为',
  event: '统计什么',
  noRunning: '去重人数、平均值等不能累加，所以没有“累计”',
  swap: '行列互换',
  heat: '热力颜色',
  look: '图形',
  lookOf: { pivot: '透视表', matrix: '热力图' } as Record<string, string>,
  period: '时间范围',
  ready: '常用',
  clear: '清空',
  definition: '小计、合计都由服务器重新统计：去重人数不会把各格相加。点数字看是谁，点列名排序。',
  needsValue: '先放一个指标到“值”',
  needsValueHint: '例如把“支付金额”拖到值，把“月”拖到行，把“店铺”拖到列。',
  over: (field: string, well: string) => `${field} 在 ${well} 上方`,
  put: (field: string, well: string) => `已把 ${field} 放到 ${well}`,
}
export type PivotTexts = typeof zh

export const usePivotTexts = (): PivotTexts => (useLang() === 'en-US' ? en : zh)

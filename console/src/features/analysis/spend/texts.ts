import { useLang } from '@/i18n'

/** Words of costs: they come with the drawer. */
const zh = {
  title: '投放费用',
  kindOf: { channel: '渠道', code: '渠道码', campaign: '活动' },
  kind: '费用归属',
  sub: '按营业日录入，单位元。可从表格复制一块数字，粘贴到任一格向右、向下填入。',
  before: '前 7 天',
  after: '后 7 天',
  name: '名称',
  sum: '合计',
  add: '添加一行',
  addCampaign: '活动名称，回车添加',
  cell: (name: string, day: string) => `${name} ${day} 费用（元）`,
  save: '保存',
  saved: (n: number) => `已保存 ${n} 格费用`,
  table: '粘贴明细',
  tableHint: '每行：日期、名称、金额（元），从表格复制或 CSV 都可以；第一行可以是表头。',
  file: '选择 CSV 文件',
  read: (n: number) => `读到 ${n} 行`,
  bad: (lines: string) => `第 ${lines} 行读不懂，已跳过`,
  unknown: (names: string) => `没有这些名称，请先改对：${names}`,
  ambiguous: (names: string) => `这些名称各有几个渠道码，请改名或在表格里选：${names}`,
  put: (n: number) => `保存这 ${n} 行`,
  nothing: '还没有费用，先添加一行',
}
export type SpendTexts = typeof zh
const en: SpendTexts = {
  title: 'Spend',
  kindOf: { channel: 'Channels', code: 'Channel codes', campaign: 'Campaigns' },
  kind: 'Spent on',
  sub: 'By business day, in yuan. A block copied from a spreadsheet fills to the right and down from the cell it is pasted into.',
  before: '7 days earlier',
  after: '7 days later',
  name: 'Name',
  sum: 'Total',
  add: 'Add a row',
  addCampaign: 'Name of the campaign, then Enter',
  cell: (name: string, day: string) => `${name} ${day} spend in yuan`,
  save: 'Save',
  saved: (n: number) => `${n} cells saved`,
  table: 'Paste a list',
  tableHint:
    'Each line: day, name, amount in yuan, copied from a spreadsheet or as CSV; the first line may be a heading.',
  file: 'Choose a CSV file',
  read: (n: number) => `${n} lines read`,
  bad: (lines: string) => `Lines ${lines} could not be read and are left out`,
  unknown: (names: string) => `These names are unknown; correct them first: ${names}`,
  ambiguous: (names: string) =>
    `Several channel codes have each of these names; rename them or choose them in the grid: ${names}`,
  put: (n: number) => `Save these ${n} lines`,
  nothing: 'Nothing yet: add a row first',
}
export const useSpendTexts = (): SpendTexts => (useLang() === 'en-US' ? en : zh)

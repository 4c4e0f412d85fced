import { useLang } from '@/i18n'
import { en } from './texts.en'

/** Words of these pages: they come with the page, not with the shell. */
const zh = {
  title: '定时发送',
  sub: '到点把看板画成图片，发到企业微信和控制台铃铛',
  send: '定时发送',
  of: (board: string) => `定时发送：${board}`,
  add: '新建定时发送',
  edit: '修改',
  save: '保存',
  saved: '已保存',
  cancel: '取消',
  none: '还没有定时发送',
  noneHint: '打开一个看板，点“定时发送”，选时间和收的人。',
  mine: '我设置的',
  received: '发给我的',
  left: '离职人员设置的',
  leftHint: '设置的人已停用或离开，到点不再发送；接管后检查一遍再启用。',
  take: '接管',
  taken: '已接管；检查后打开开关才会发送',
  by: (name: string) => `由 ${name} 设置`,
  every: '多久一次',
  everyOf: { day: '每天', week: '每周', month: '每月' },
  weekdays: '星期',
  weekdayOf: ['一', '二', '三', '四', '五', '六', '日'],
  day: '日期',
  dayOf: (n: number) => `${n} 日`,
  lastDay: '最后一天',
  shorter: '没有这一天的月份，在最后一天发送。',
  at: '时间',
  zone: '按品牌所在时区',
  says: (draft: { every: 'day' | 'week' | 'month'; day: number }, days: string, at: string) =>
    draft.every === 'day'
      ? `每天 ${at}`
      : draft.every === 'week'
        ? `每周${days} ${at}`
        : draft.day === 0
          ? `每月最后一天 ${at}`
          : `每月 ${draft.day} 日 ${at}`,
  join: '、',
  whom: '发给',
  self: '仅自己',
  others: '选择同事',
  choose: '选择收的人',
  noOthers: '发给同事需要“定时发送看板给他人”的权限。',
  notShared: '看板还没有共享，同事打不开；共享后才能发给他们。',
  ownFigures: '每个人收到的数字与他自己打开看板看到的一样；无权查看看板的人收不到。',
  noApp: '仅铃铛',
  people: (n: number) => `${n} 人`,
  filter: '筛选',
  keepsFilter: '按看板现在的筛选发送',
  ownFilter: '按看板自己的筛选发送',
  sheet: '附上表格（XLSX）',
  on: '启用',
  onOff: (name: string) => `启用“${name}”`,
  now: '现在发给我',
  started: '正在绘制，稍后送达',
  leave: '不再接收',
  gone: '以后不会再收到',
  remove: '删除',
  removed: (name: string) => `已删除“${name}”的定时发送`,
  next: '下次',
  lastSent: '上次',
  never: '尚未发送',
  off: '已暂停',
  history: '发送记录',
  hide: '收起',
  more: '更多',
  late: '补发',
  lateHint: '到点时服务未运行，恢复后只补发一次',
  trial: '试发',
  picture: '查看图片',
  pictureOf: (name: string) => `${name} 的图片`,
  stateOf: {
    waiting: '正在绘制',
    sending: '已交给企业微信',
    sent: '已送达',
    told: '铃铛已提醒',
    refused: '未发送',
    failed: '失败',
  },
  summary: (sent: number, refused: number, failed: number) =>
    [`送达 ${sent} 人`, refused > 0 && `未发送 ${refused} 人`, failed > 0 && `失败 ${failed} 人`]
      .filter(Boolean)
      .join('，'),
  changed: '别人刚改过；已载入最新版本，请再改一次。',
  open: '打开看板',
}
export type SendTexts = typeof zh
export const useSendTexts = (): SendTexts => (useLang() === 'en-US' ? en : zh)

import { useLang } from '@/i18n'

/** Words of this page: they come with it, not with the shell. */
const zh = {
  title: '配额',
  sub: '每个角色的人每天、每月最多能导出、查看、批量修改多少；超出的会被拒绝并留痕',
  role: '角色',
  deeds: { export: '导出', reveal: '查看完整信息', bulk: '批量修改' } as Record<string, string>,
  hints: {
    export: '导出文件的行数，每人',
    reveal: '查看完整手机号、邮箱等的次数，每人；不脱敏的导出每行也算一次',
    bulk: '批量打标签、改备注的客户数，每人；撤销不计',
  } as Record<string, string>,
  perDay: '每天',
  perMonth: '每月',
  unbound: '不限',
  of: (day: string, month: string) => `${day} / ${month}`,
  dayMonth: '日 / 月',
  set: '设置',
  setTitle: (role: string) => `「${role}」的配额`,
  setHint: '留空表示不限。按品牌所在时区的自然日、自然月计算，保存后立即生效。',
  saved: '配额已保存',
  uses: '本月使用',
  usesHint: '本月导出、查看或批量修改过的人',
  nobody: '本月还没有人导出、查看完整信息或批量修改。',
  who: '用户',
  deed: '动作',
  today: '今日',
  month: '本月',
}
const en: typeof zh = {
  title: 'Allowances',
  sub: 'How much each holder of a role may export, reveal and change at once, in a day and in a month; more is refused and audited',
  role: 'Role',
  deeds: { export: 'Exports', reveal: 'Reveals', bulk: 'Bulk changes' },
  hints: {
    export: 'Rows of files, for each person',
    reveal:
      'Phone numbers, e-mail addresses and the like shown in full, for each person; so does each unmasked row of a file',
    bulk: 'Customers tagged or remarked at once, for each person; taking it back is free',
  },
  perDay: 'A day',
  perMonth: 'A month',
  unbound: 'No bound',
  of: (day, month) => `${day} / ${month}`,
  dayMonth: 'day / month',
  set: 'Set',
  setTitle: (role) => `Allowances of ${role}`,
  setHint: "Empty means without bound. Days and months of the brand's time zone; in force at once.",
  saved: 'Allowances saved',
  uses: 'Taken this month',
  usesHint: 'Who exported, revealed or changed many this month',
  nobody: 'Nobody has exported, revealed or changed many this month.',
  who: 'User',
  deed: 'What',
  today: 'Today',
  month: 'This month',
}
export const useTexts = () => (useLang() === 'en-US' ? en : zh)

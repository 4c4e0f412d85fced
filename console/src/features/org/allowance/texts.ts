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
  sub: 'How much each holder of a role may export, reveal and bulk-change per day and month; anything beyond is refused and audited',
  role: 'Role',
  deeds: { export: 'Exports', reveal: 'Reveals', bulk: 'Bulk changes' },
  hints: {
    export: 'Rows of exported files, per person',
    reveal:
      'Phone numbers, e-mail addresses and the like shown in full, per person; each unmasked row of an exported file counts, too',
    bulk: 'Customers tagged or remarked in bulk, per person; undoing does not count',
  },
  perDay: 'Per day',
  perMonth: 'Per month',
  unbound: 'No limit',
  of: (day, month) => `${day} / ${month}`,
  dayMonth: 'day / month',
  set: 'Set',
  setTitle: (role) => `Allowances of ${role}`,
  setHint: 'Empty means no limit. Days and months are those of the brand’s time zone; changes take effect at once.',
  saved: 'Allowances saved',
  uses: 'Used this month',
  usesHint: 'People who exported, revealed or bulk-changed this month',
  nobody: 'Nobody has exported, revealed or bulk-changed anything this month.',
  who: 'User',
  deed: 'Action',
  today: 'Today',
  month: 'This month',
}
export const useTexts = () => (useLang() === 'en-US' ? en : zh)

import { useLang } from '@/i18n'

const zh = {
  units: { export: '行', reveal: '项', bulk: '位客户' } as Record<string, string>,
  verbs: { export: '可导出', reveal: '可查看', bulk: '可批量修改' } as Record<string, string>,
  today: (verb: string, n: string, unit: string) => `今日还${verb} ${n} ${unit}`,
  month: (verb: string, n: string, unit: string) => `本月还${verb} ${n} ${unit}`,
  and: '，',
  end: '。',
  tooMany: '超出配额，请缩小范围，或请管理员在「角色」的配额中调整。',
}
const en: typeof zh = {
  units: { export: 'rows', reveal: 'facts', bulk: 'customers' },
  verbs: { export: 'export', reveal: 'reveal', bulk: 'change' },
  today: (verb, n, unit) => `You may ${verb} ${n} more ${unit} today`,
  month: (verb, n, unit) => `${verb} ${n} more ${unit} this month`,
  and: ', ',
  end: '.',
  tooMany: 'That is more than your allowance: choose fewer, or ask an administrator to change it under Roles.',
}
export const useTexts = () => (useLang() === 'en-US' ? en : zh)

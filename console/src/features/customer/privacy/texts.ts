import { useLang } from '@/i18n'

/** Words of these parts: they come with them, not with the shell. */
const zh = {
  consents: '授权同意',
  write: '记录表态',
  purpose: '用途',
  state: '表态',
  source: '获取方式',
  evidence: '凭据',
  evidenceHint: '在哪里能查到，例如“2026-03 报名表第 2 页”',
  at: '表态时间',
  history: '历次表态',
  hide: '收起',
  noHistory: '还没有记录过表态。',
  by: '{name} 记录',
  needsYes: '未同意前不会联系',
  unlessNo: '撤回前默认可用',
  saved: '已记录',
  purposes: {
    marketing: '营销消息',
    sms: '短信',
    email: '邮件',
    phone: '电话',
    personalization: '个性化推荐',
    analytics: '数据分析',
    sharing: '提供给第三方',
  } as Record<string, string>,
  states: { given: '已同意', withdrawn: '已撤回', unknown: '未表态' } as Record<string, string>,
  said: { given: '同意', withdrawn: '撤回同意' } as Record<string, string>,
  sources: {
    form: '表单',
    store: '门店当面',
    phone: '电话',
    message: '聊天消息',
    contract: '合同协议',
    mini_program: '小程序',
    import: '导入',
    console: '控制台',
  } as Record<string, string>,
}

const en: typeof zh = {
  consents: 'Consent',
  write: 'Write down',
  purpose: 'Purpose',
  state: 'What was said',
  source: 'How it reached us',
  evidence: 'Evidence',
  evidenceHint: 'Where it can be looked up, such as “form of March 2026, page 2”',
  at: 'Said at',
  history: 'All sayings',
  hide: 'Hide',
  noHistory: 'Nothing was written down yet.',
  by: 'written by {name}',
  needsYes: 'Not contacted before a yes',
  unlessNo: 'Allowed until withdrawn',
  saved: 'Written down',
  purposes: {
    marketing: 'Marketing messages',
    sms: 'SMS',
    email: 'E-mail',
    phone: 'Phone calls',
    personalization: 'Personalisation',
    analytics: 'Analytics',
    sharing: 'Sharing with others',
  },
  states: { given: 'Agreed', withdrawn: 'Withdrawn', unknown: 'Unknown' },
  said: { given: 'Agreed', withdrawn: 'Withdrew' },
  sources: {
    form: 'Form',
    store: 'In a store',
    phone: 'Phone',
    message: 'Message',
    contract: 'Contract',
    mini_program: 'Mini program',
    import: 'Import',
    console: 'Console',
  },
}

export const useTexts = (): typeof zh => (useLang() === 'zh-CN' ? zh : en)
/** "{n} times" with n given. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole))

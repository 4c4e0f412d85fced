import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/settings/connections': {
    what: '与企业微信的连接：健康状况、最近的回调、发往平台的操作。',
    how: [
      {
        title: '接入企业微信',
        who: '管理员',
        steps: [
          '点“接入”，按向导填写企业 ID 与 Secret。',
          '把回调地址、Token、密钥粘贴到企业微信后台并验证。',
          '开始首次同步，进度在任务栏。',
        ],
      },
      {
        title: '排查异常',
        who: '管理员、运营',
        steps: ['查看红色连接的原因与解决方法。', '失败的回调与操作可以重放。'],
      },
    ],
    related: ['/settings/jobs'],
  },
}

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
  '/settings/sources': {
    what: '埋点数据从哪里来：写入密钥、实时调试、事件与属性。',
    how: [
      {
        title: '接入一个网站或程序',
        who: '管理员',
        steps: ['新建数据源，复制写入密钥。', '在官方 SDK 中填写密钥和本系统地址。', '在“实时调试”里看到事件到达。'],
      },
      {
        title: '屏蔽或改名一类事件',
        who: '管理员',
        steps: ['打开“事件与属性”。', '点“编辑”，选择屏蔽或填写新名字；只影响新来的事件。'],
      },
    ],
    related: ['/settings/connections'],
  },
}

import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/attributes': {
    what: '客户身上可以知道的每一项；多个来源说法不同时，由取值策略决定哪个算数，并写明理由。',
    how: [
      {
        title: '让“半糖”胜过“无糖”',
        who: '运营',
        steps: [
          '新建枚举属性“甜度”，选择“加权”。',
          '把收银台的权重设高于小程序，填半衰期和距离。',
          '在客户详情里看每条证据和取值理由；证据变化后自动重算。',
        ],
      },
    ],
    related: ['/dictionary', '/tags'],
  },
  '/dictionary': {
    what: '把各平台的原始值翻译成标准标签和属性，按版本发布。',
    how: [
      {
        title: '翻译“宝妈-宝宝2岁”',
        who: '运营',
        steps: [
          '新建规则：匹配式“宝妈-宝宝{age:number}岁”，打标签“宝妈”，写属性宝宝年龄 = {age}。',
          '在“试运行”里看草稿与现行版本的差别。',
          '发布；历史数据在后台重新翻译，可重复执行。',
        ],
      },
      {
        title: '处理未匹配的值',
        who: '运营',
        steps: ['在“未匹配”里按客户数从多到少处理。', '点“写规则”直接生成规则。'],
      },
    ],
    related: ['/attributes', '/tags'],
  },
}

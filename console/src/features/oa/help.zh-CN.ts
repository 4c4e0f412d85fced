import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/official-accounts': {
    what: '管理公众号的二维码、菜单与自动回复，查看粉丝、统计，以及公众号为企业微信带来了多少好友。',
    how: [
      {
        title: '把粉丝引到企业微信',
        who: '运营',
        steps: [
          '在“渠道活码”中为公众号建一个活码。',
          '在菜单、自动回复或二维码中选择它；带活码的文章在“引流到企业微信”中登记。',
          '粉丝添加员工后，归因显示在“引流到企业微信”和客户的时间线上。',
        ],
      },
      {
        title: '发布菜单',
        who: '运营',
        steps: ['添加按钮并设置点击后的动作，右侧实时预览。', '保存后点“发布”。', '用“与公众号比较”核对手机上的菜单。'],
      },
    ],
    related: ['/channel-codes', '/settings/connections'],
  },
}

import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/group-chats': {
    what: '企业微信的客户群：群主、成员、入群与退群，以及群的留存。',
    how: [
      {
        title: '查看一个群',
        who: '运营',
        steps: ['点群名查看成员与统计。', '“刷新”会从企业微信重新读取该群。'],
      },
    ],
    related: ['/customers'],
  },
}

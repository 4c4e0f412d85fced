import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/welcome-policies': {
    what: '客户添加员工后自动发送的欢迎语。按“活码 > 时段 > 员工 > 部门 > 默认”的顺序选用一条。',
    how: [
      {
        title: '设置欢迎语',
        who: '运营',
        steps: [
          '新建策略，选择适用范围与时段。',
          '填写文字，可插入客户昵称、员工姓名、门店，并添加附件。',
          '用“试一试”查看某位员工的客户会收到哪一条，以及原因。',
        ],
      },
    ],
    related: ['/channel-codes'],
  },
}

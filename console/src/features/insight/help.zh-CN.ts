import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/boards/growth': {
    what: '客户新增、流失、净增与留存，按天、员工、部门、门店、区域或活码查看，可与上期对比。',
    how: [
      {
        title: '看懂看板',
        who: '运营、店长',
        steps: [
          '选择时间范围与维度，需要时打开对比。',
          '点任意数字，查看背后的客户。',
          '留存表按添加批次显示各时期仍在的比例。',
        ],
      },
    ],
    related: ['/customers', '/losses'],
  },
}

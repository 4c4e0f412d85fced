import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/channel-codes': {
    what: '渠道活码是一个不变的二维码，背后由多位员工按时段接待，并记录每位客户来自哪里。',
    how: [
      {
        title: '新建活码',
        who: '运营',
        steps: [
          '点“新建”，填写名称并选择接待员工。',
          '需要时添加时段、每日上限与备用员工。',
          '设置添加后的标签、备注与欢迎语，保存。',
        ],
      },
      {
        title: '投放与统计',
        who: '运营、门店',
        steps: [
          '打开活码，下载二维码或海报。',
          '在详情页查看新增、流失与留存。',
          '投放很多媒介时，用“批量新建”一次生成。',
        ],
      },
    ],
    related: ['/welcome-policies', '/tags'],
  },
}

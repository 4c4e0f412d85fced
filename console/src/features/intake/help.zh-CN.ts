import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/settings/imports': {
    what: '把表格文件（CSV、Excel，可压缩）变成客户、订单、事件或商品。',
    how: [
      {
        title: '导入一个文件',
        steps: [
          '上传文件，选择导入什么。',
          '核对每一列对应到哪个字段，或套用已有的映射；文件没有表头行时打开开关，各列以 A、B、C 称呼。',
          '预览前 20 行，确认后开始。',
        ],
      },
      {
        title: '有问题的行',
        steps: ['导入结束后下载有问题的行，每行末尾写着原因。', '修改后再次上传：已导入的不会重复。'],
      },
      {
        title: '撤销导入',
        steps: ['导入客户后，可撤销：这次新建、之后没有人动过的客户会删除，这次打的标签会取下；保留的会列出原因。'],
      },
      { title: '停止与继续', steps: ['随时可以停止，之后从停下的地方继续。'] },
    ],
    related: ['/customers', '/orders', '/products', '/settings/jobs'],
  },
}

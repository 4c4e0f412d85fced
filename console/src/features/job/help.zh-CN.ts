import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/settings/jobs': {
    what: '同步、导入、导出等较久的工作在后台进行，关闭页面也会继续。',
    how: [
      {
        title: '查看与处理',
        who: '运营',
        steps: ['打开任务查看进度、失败数与结果文件。', '失败或取消的任务可以从中断处继续。'],
      },
    ],
    related: ['/'],
  },
}

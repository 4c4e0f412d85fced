import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/boards': {
    what: '把常看的数字、曲线和表格放在一页：按岗位有现成的看板，可复制成自己的；打开着的看板随事件实时更新。',
    how: [
      {
        title: '做一个自己的看板',
        steps: [
          '打开一个现成的看板，点“复制为我的看板”。',
          '编辑：从指标目录添加磁贴，拖动或用方向键移动，Shift + 方向键调整大小。',
          '保存；可以共享给同事，并允许他们修改。',
        ],
      },
      { title: '把分析放上看板', steps: ['在趋势、漏斗、留存、路径、透视、归因页点“更多 → 存为看板磁贴”。'] },
      { title: '大屏与打印', steps: ['点全屏图标放到大屏上。', '点打印图标可以打印或存为 PDF。'] },
    ],
    related: ['/boards/growth', '/analysis/trend'],
  },
}

import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/analysis/trend': {
    what: '任何事件的次数、人数和金额随时间的变化；可按来源、门店、渠道等分组，与上一周期或去年同期对比。',
    how: [
      {
        title: '看每周各渠道的支付金额',
        who: '运营、老板',
        steps: [
          '指标选“支付订单”，算法选“总和”，属性选“实付金额”。',
          '时间粒度选“周”，分组选“渠道”。',
          '图形选“堆叠”；复制链接发给同事，打开就是同一张图。',
        ],
      },
      { title: '拿走数据', steps: ['图右上角“更多”：下载表格（CSV）或图片（PNG）。', '切到“表格”可以排序。'] },
    ],
    related: ['/boards/growth', '/analysis/funnel'],
  },
  '/analysis/funnel': {
    what: '一步一步看有多少人走到、在哪里流失、走到下一步花了多久；每个数字点开就是这些客户。',
    how: [
      {
        title: '从加好友到支付的转化',
        who: '运营',
        steps: [
          '依次选择步骤，可给每一步加筛选条件，如金额不低于 100 元。',
          '选转化窗口，如 30 天内完成。',
          '点“流失”看是哪些客户，再去跟进。',
        ],
      },
      {
        title: '比较不同渠道',
        steps: ['“分组”选渠道或来源：每个取值一个漏斗。', '想看一次访问之内的转化，“统计”选“按会话”。'],
      },
    ],
    related: ['/analysis/retention', '/segments'],
  },
  '/analysis/retention': {
    what: '做过首次事件的人，之后每天、每周、每月还有多少人回来做回访事件。',
    how: [
      {
        title: '看新客户加好友后的复购',
        who: '运营、老板',
        steps: [
          '首次事件选“添加好友”，回访事件选“支付订单”，粒度选“周”。',
          '颜色越深留存越高；点数字看是谁。',
          '切到“曲线”比较各批客户。',
        ],
      },
    ],
    related: ['/analysis/funnel', '/boards/growth'],
  },
  '/analysis/attribution': {
    what: '成交之前客户接触过哪些渠道，按首次、末次、线性、时间衰减、位置、马尔可夫、Shapley 七种模型分配成交金额。',
    how: [
      {
        title: '看各引流渠道带来多少销售额',
        who: '运营、老板',
        steps: [
          '触点选“添加好友”，渠道取自“添加方式”。',
          '目标选“支付订单”，按“实付金额”求和。',
          '每一列合计都等于总额；“没有触点的成交”单列一行。',
        ],
      },
    ],
    related: ['/analysis/funnel', '/boards/growth'],
  },
}

import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/orders': {
    what: '各店铺的订单、支付、发货与退款。重复或乱序的推送不会重复入账。',
    how: [
      {
        title: '查一笔订单',
        steps: ['输入完整订单号查找。', '点订单号查看明细、支付、发货、退款与经过。', '点买家进入客户详情。'],
      },
    ],
    related: ['/products', '/settings/shops'],
  },
  '/products': {
    what: '店铺的商品、规格与库存。',
    how: [{ title: '看规格与库存', steps: ['按名称或编号查找。', '点一行查看各规格的价格与库存。'] }],
    related: ['/orders'],
  },
  '/settings/shops': {
    what: '连接电商平台、自有商城与收银，查看数据是否及时。',
    how: [
      {
        title: '连接一个店铺',
        who: '管理员',
        steps: ['点“连接店铺”，选择平台。', '填写凭证，系统会立即检查并说明问题。', '将推送地址填入平台。'],
      },
      {
        title: '数据不全时',
        who: '管理员',
        steps: ['在推送记录中查看失败原因并重放。', '用“补拉”重新拉取一段时间。'],
      },
    ],
    related: ['/orders', '/settings/connections'],
  },
}

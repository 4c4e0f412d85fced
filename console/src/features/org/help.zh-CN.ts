import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/settings/org': {
    what: '从企业微信同步的部门与员工。员工资料以企业微信为准，门店归属在这里设置。',
    how: [
      {
        title: '安排门店',
        who: '管理员、运营',
        steps: ['选择员工，设置所在门店；可批量处理。', '员工离职后会显示为“已离职”，其客户历史保留。'],
      },
    ],
    related: ['/settings/stores', '/settings/users'],
  },
  '/settings/stores': {
    what: '区域与门店组成一棵树，决定区域管理员与店长能看到谁。',
    how: [
      {
        title: '维护门店',
        who: '管理员、运营',
        steps: ['新建区域与门店，或用表格一次导入。', '拖动即可移动；移动后权限范围立即更新。'],
      },
    ],
    related: ['/settings/org', '/settings/roles'],
  },
  '/settings/users': {
    what: '可登录控制台的人。每人有一个角色，可关联一位企业微信员工。',
    how: [
      {
        title: '添加用户',
        who: '管理员',
        steps: [
          '新建用户，选择角色并关联员工。',
          '店长、区域管理员可另设负责的门店或区域。',
          '停用用户会立即结束其登录。',
        ],
      },
    ],
    related: ['/settings/roles'],
  },
  '/settings/roles': {
    what: '角色决定能做什么、能看到谁、敏感信息怎样显示。预设角色可复制后修改。',
    how: [
      {
        title: '自定义角色',
        who: '管理员',
        steps: ['复制一个相近的预设角色。', '勾选权限，选择数据范围，设置脱敏。', '用“以他的身份查看”核对效果。'],
      },
      {
        title: '限制导出和查看',
        who: '管理员',
        steps: [
          '点“配额”，为角色设置每天、每月可导出的行数、可查看的次数、可批量修改的客户数。',
          '“本月使用”列出谁用了多少；超出的会被拒绝并写入审计日志。',
        ],
      },
    ],
    related: ['/settings/users'],
  },
  '/settings/security': {
    what: '您的两步验证、登录中的设备；管理员还可设置全员要求与允许的网络地址。',
    how: [
      {
        title: '启用两步验证',
        steps: ['用验证器应用扫码，输入 6 位数字。', '把恢复码保存在安全的地方。'],
      },
    ],
    related: ['/settings/users'],
  },
  '/settings/api-keys': {
    what: '供其他系统调用接口的密钥，只在创建时显示一次。',
    how: [
      {
        title: '创建密钥',
        who: '管理员',
        steps: ['选择最少的权限与有效期。', '复制密钥并妥善保存，之后无法再次查看。'],
      },
    ],
    related: ['/settings/audit'],
  },
  '/settings/audit': {
    what: '谁在何时做了什么。记录前后相连，被改动会被发现。',
    how: [
      {
        title: '查找记录',
        who: '管理员、审计员',
        steps: ['按人、动作、时间筛选。', '可展开查看对象与来源地址。'],
      },
    ],
    related: ['/settings/users'],
  },
}

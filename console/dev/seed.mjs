// A mother-and-baby brand for the mock server: the same every time.
let state = 20261122
const rnd = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 4294967296
}
export const pick = (list) => list[Math.floor(rnd() * list.length)]
const between = (a, b) => a + Math.floor(rnd() * (b - a + 1))
const NOW = Date.now()
export const iso = (ms) => `${new Date(ms + 8 * 3600_000).toISOString().slice(0, 19)}+08:00`
export const ago = (minutes) => iso(NOW - minutes * 60_000)

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const GIVEN =
  '静怡 子涵 雨桐 欣怡 梓萱 思琪 佳宁 晓雯 若溪 婉清 诗雅 可馨 嘉悦 梦瑶 书瑶 芷若 语嫣 静姝 雅楠 美琳'.split(' ')
const NICK =
  '小満妈妈 豆豆妈 糖糖🍬 安安麻麻 三月的风 木子 Cherry 橙子妈咪 乐乐爸爸 米粒儿 晴天娃娃 柚子茶 可可妈 一只小鹿 瑶瑶'.split(
    ' ',
  )

export const regions = [
  { id: '1', parent_id: null, name: '华东', sort: 1 },
  { id: '2', parent_id: '1', name: '上海', sort: 1 },
  { id: '3', parent_id: '1', name: '浙江', sort: 2 },
  { id: '4', parent_id: null, name: '华北', sort: 2 },
].map((r) => ({ ...r, store_count: 0, revision: 1 }))
export const stores = [
  ['SH01', '人民广场店', '2', '上海市黄浦区南京西路 288 号', 121.4737, 31.2304],
  ['SH02', '徐家汇店', '2', '上海市徐汇区肇嘉浜路 1111 号', 121.4365, 31.1951],
  ['SH03', '浦东正大店', '2', '上海市浦东新区陆家嘴西路 168 号', 121.4987, 31.2365],
  ['HZ01', '杭州湖滨店', '3', '杭州市上城区东坡路 7 号', 120.1638, 30.2536],
  ['BJ01', '北京朝阳大悦城店', '4', '北京市朝阳区朝阳北路 101 号', 116.5184, 39.9241],
].map(([code, name, region_id, address, longitude, latitude], i) => ({
  id: String(11 + i),
  code,
  name,
  region_id,
  region_name: regions.find((r) => r.id === region_id).name,
  address,
  phone: `021-6${between(1000000, 9999999)}`,
  longitude,
  latitude,
  hours: '10:00-21:30',
  is_open: i !== 4,
  staff_count: 0,
  revision: 1,
}))
for (const r of regions) r.store_count = stores.filter((s) => s.region_id === r.id).length

export const departments = [
  ['100', null, '小满母婴', 0],
  ['101', '100', '上海大区', 1],
  ['102', '100', '浙江大区', 2],
  ['103', '100', '线上客服部', 3],
  ['104', '101', '人民广场门店组', 1],
  ['105', '101', '徐家汇门店组', 2],
].map(([id, parent_id, name, sort]) => ({ id, parent_id, name, sort, platform_id: id, staff_count: 0 }))
export const staff = Array.from({ length: 36 }, (_, i) => {
  const dept = pick(['102', '103', '104', '105', '104'])
  const store = dept === '103' ? null : pick(stores)
  return {
    id: String(200 + i),
    userid: `xm${String(i + 1).padStart(3, '0')}`,
    name: SURNAMES[i] + pick([...'静娜敏丽洁婷雪颖琳倩']),
    avatar: null,
    position: dept === '103' ? '客服顾问' : pick(['门店导购', '店长', '育婴顾问']),
    department_ids: [dept],
    department_names: departments.find((d) => d.id === dept).name,
    status: i === 33 ? 'inactive' : i === 34 ? 'disabled' : i === 35 ? 'left' : 'active',
    is_contact: i < 30,
    store_id: store?.id ?? null,
    store_name: store?.name ?? null,
    customer_count: 0,
    revision: 1,
  }
})
for (const d of departments) d.staff_count = staff.filter((s) => s.department_ids.includes(d.id)).length
for (const s of stores) s.staff_count = staff.filter((x) => x.store_id === s.id).length

let tagId = 500
const group = (id, name, kind, names, extra = {}) => ({
  id,
  name,
  kind,
  sort: Number(id),
  is_editable: true,
  sync_state: kind === 'corp' ? 'synced' : 'synced',
  sync_reason: null,
  revision: 1,
  tags: names.map((n, i) => ({
    id: String(++tagId),
    name: n,
    sort: i,
    customer_count: 0,
    sync_state: 'synced',
    revision: 1,
  })),
  ...extra,
})
export const tagGroups = [
  group('40', '孕育阶段', 'corp', ['备孕', '孕早期', '孕中期', '孕晚期', '0-6 月', '6-12 月', '1-3 岁']),
  group('41', '会员等级', 'corp', ['普通会员', '银卡', '金卡', '黑金']),
  group('42', '来源渠道', 'corp', ['门店扫码', '小红书', '抖音直播', '公众号', '异业合作']),
  group('43', '平台预设', 'corp', ['重要客户', '一般客户'], { is_editable: false }),
  group('44', '运营标记', 'internal', ['价格敏感', '偏好纸尿裤', '偏好奶粉', '已回访', '活动种子']),
]
export const allTags = () =>
  tagGroups.flatMap((g) =>
    g.tags.map((t) => ({
      id: t.id,
      name: t.name,
      group_id: g.id,
      group_name: g.name,
      kind: g.kind,
      customer_count: t.customer_count,
    })),
  )

const contactStaff = staff.filter((s) => s.is_contact)
export const codeGroups = [
  ['60', '门店物料'],
  ['61', '线上投放'],
  ['62', '活动'],
].map(([id, name], i) => ({ id, name, sort: i, code_count: 0, revision: 1 }))
const share = (s, weight = 10, daily_cap = 0) => ({ staff_id: s.id, name: s.name, weight, daily_cap })
const text =
  '你好 {客户昵称}，我是{门店}的育婴顾问{员工姓名} 🌸\n添加我即可领取新人礼包，喂养、辅食、睡眠问题随时问我～'
export const codes = [
  ['人民广场店 · 收银台立牌', '立牌-人民广场', '60', 'active'],
  ['徐家汇店 · 试用区海报', '海报-徐家汇', '60', 'active'],
  ['小红书 · 双十二种草', '小红书-达人', '61', 'active'],
  ['抖音直播间 · 福袋', '抖音直播', '61', 'degraded'],
  ['公众号菜单 · 找顾问', '公众号菜单', '61', 'active'],
  ['妈妈班 · 11 月', '线下活动', '62', 'expired'],
  ['湖滨店 · 开业礼', '海报-湖滨', '60', 'paused'],
  ['浦东正大店 · 橱窗', '海报-正大', '60', 'active'],
  ['异业合作 · 月子会所', '卡片', '62', 'syncing'],
  ['双十二会场 · 弹窗', '商城弹窗', '61', 'draft'],
].map(([name, medium, group_id, st], i) => {
  const added = st === 'draft' || st === 'syncing' ? 0 : between(80, 1900)
  const lost = Math.round(added * 0.07)
  return {
    id: String(700 + i),
    name,
    group_id,
    group_name: codeGroups.find((g) => g.id === group_id).name,
    medium,
    state: st,
    sync_reason: st === 'degraded' ? 'channel_code.staff_unavailable' : null,
    token: `wf_${(700 + i).toString(36)}`,
    config_id: `cfg${i}`,
    qr_url: `https://wework.example/ca/${i}`,
    allocation: pick(['random', 'round_robin', 'weighted', 'least_loaded']),
    staff: [share(contactStaff[i], 10, 50), share(contactStaff[i + 5], 20), share(contactStaff[i + 9], 10, 30)],
    backup_staff_ids: [contactStaff[20].id],
    slots:
      i % 3 === 0
        ? [
            {
              name: '夜班',
              weekdays: [1, 2, 3, 4, 5, 6, 7],
              from: '21:00',
              until: '09:00',
              staff: [share(contactStaff[25]), share(contactStaff[26])],
            },
          ]
        : [],
    skip_verify: true,
    tag_ids: [tagGroups[2].tags[i % 5].id],
    remark_pattern: '{客户昵称}-{渠道}',
    valid_from: null,
    valid_until: st === 'expired' ? ago(60 * 24 * 3) : null,
    welcome_mode: i % 2 ? 'policy' : 'own',
    welcome: {
      text,
      attachments:
        i % 2
          ? []
          : [
              {
                kind: 'link',
                title: '新人礼包领取',
                description: '满 199 减 50，限今日',
                url: 'https://example.com/gift',
              },
            ],
    },
    on_duty: [contactStaff[i], contactStaff[i + 5]].map((s) => ({ staff_id: s.id, name: s.name })),
    added_count: added,
    added_today: Math.round(added / 60),
    lost_count: lost,
    net_count: added - lost,
    created_at: ago(60 * 24 * (40 - i)),
    updated_at: ago(60 * (3 + i * 7)),
    revision: 3,
  }
})
for (const g of codeGroups) g.code_count = codes.filter((c) => c.group_id === g.id).length

export const WAYS = ['qr_code', 'mobile_search', 'name_card', 'group_chat', 'wechat_contacts', 'internal_share']
export const customers = Array.from({ length: 2400 }, (_, i) => {
  const added = Math.floor(rnd() ** 2 * 60 * 24 * 180) + 3 + i
  const owners = [pick(contactStaff), ...(rnd() > 0.8 ? [pick(contactStaff)] : [])].filter(
    (s, j, all) => all.indexOf(s) === j,
  )
  for (const s of owners) s.customer_count++
  const tags = [
    ...new Set([pick(tagGroups[0].tags), pick(tagGroups[2].tags), ...(rnd() > 0.6 ? [pick(tagGroups[4].tags)] : [])]),
  ]
  for (const t of tags) t.customer_count++
  const name = rnd() > 0.5 ? pick(NICK) : pick(SURNAMES) + pick(GIVEN)
  return {
    id: String(10_000 + i),
    name,
    avatar: null,
    gender: pick(['female', 'female', 'female', 'male', 'unknown']),
    kind: rnd() > 0.96 ? 'wecom' : 'wechat',
    corp_name: null,
    is_active: rnd() > 0.08,
    source: pick(WAYS),
    first_added_at: ago(added),
    last_event_at: ago(Math.floor(added * rnd())),
    staff: owners.map((s) => ({ id: s.id, name: s.name })),
    tags: tags.map((t) => ({
      id: t.id,
      name: t.name,
      kind: tagGroups.find((g) => g.tags.includes(t)).kind,
      group_name: tagGroups.find((g) => g.tags.includes(t)).name,
    })),
    phone_masked: rnd() > 0.4 ? `1${between(30, 99)}****${between(1000, 9999)}` : null,
    revision: 1,
    description: null,
    code: rnd() > 0.5 ? pick(codes) : null,
    added,
  }
}).sort((a, b) => a.added - b.added)

let seq = 90_000
export const events = []
export const happen = (type, c, payload, minutes = 0) => {
  const at = ago(minutes)
  const e = {
    seq: String(++seq),
    id: `e${seq}`,
    type,
    person_id: c?.id ?? null,
    actor: 'system',
    object: c ? `customer:${c.id}` : null,
    source: 'wecom',
    occurred_at: at,
    received_at: at,
    payload,
  }
  events.unshift(e)
  return e
}
for (const [i, c] of customers.slice(0, 60).entries()) {
  const s = c.staff[0]
  const m = (60 - i) * 3
  happen(
    'contact.added',
    c,
    {
      customer_id: c.id,
      customer_name: c.name,
      staff_id: s.id,
      staff_name: s.name,
      add_way: c.source,
      code_name: c.code?.name,
      is_new_customer: true,
      interval_no: 1,
    },
    m,
  )
  if (i % 9 === 4)
    happen(
      'contact.lost',
      c,
      {
        customer_id: c.id,
        customer_name: c.name,
        staff_id: s.id,
        staff_name: s.name,
        by: i % 2 ? 'customer' : 'staff',
        kept_ms: 86_400_000 * 3,
      },
      m - 1,
    )
  else
    happen(
      i % 11 === 5 ? 'welcome.failed' : 'welcome.sent',
      c,
      {
        customer_id: c.id,
        customer_name: c.name,
        staff_id: s.id,
        staff_name: s.name,
        policy_name: '门店默认',
        scope: 'default',
        reason: 'welcome.expired',
        text: '你好',
        latency_ms: between(120, 800),
      },
      m - 0.2,
    )
}
export const policies = [
  ['夜间值守', 'slot', [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', until: '08:00' }], [], []],
  ['金牌顾问专属', 'staff', [], [contactStaff[2].id, contactStaff[6].id], []],
  ['上海大区', 'department', [], [], ['101']],
  ['门店默认', 'default', [], [], []],
].map(([name, scope, windows, staff_ids, department_ids], i) => ({
  id: String(800 + i),
  name,
  scope,
  code_id: null,
  staff_ids,
  department_ids,
  windows,
  message: { text, attachments: [] },
  is_enabled: i !== 2,
  sent_count: between(100, 4000),
  failed_count: between(0, 20),
  created_at: ago(60 * 24 * 30),
  updated_at: ago(60 * (i + 2)),
  revision: 2,
}))
export const welcomes = customers.slice(0, 140).map((c, i) => ({
  id: `w${i}`,
  customer_id: c.id,
  customer_name: c.name,
  staff_name: c.staff[0].name,
  policy_id: '803',
  policy_name: i % 3 ? '门店默认' : '夜间值守',
  state: i % 17 === 3 ? 'failed' : i % 23 === 7 ? 'skipped' : 'sent',
  reason: i % 17 === 3 ? 'welcome.expired' : i % 23 === 7 ? 'welcome.no_policy' : null,
  requested_at: ago(i * 11),
  sent_at: ago(i * 11),
  latency_ms: i % 17 === 3 ? null : between(110, 900),
}))
export const connections = [
  {
    id: '900',
    kind: 'wecom',
    name: '小满母婴',
    corp_id: 'ww8a1f3c5e7b9d2468',
    agent_id: '1000002',
    base_url: null,
    login_url: null,
    state: 'active',
    health: 'good',
    health_reason: null,
    has_contact_secret: true,
    has_app_secret: true,
    callback_url: 'https://scrm.example.com/callback/wecom/ww8a1f3c5e7b9d2468/app',
    callback_token: 'hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EYo',
    callback_aes_key: '6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt',
    callback_verified_at: ago(60 * 24 * 40),
    last_callback_at: ago(2),
    last_api_ok_at: ago(1),
    last_sync_at: ago(60 * 7),
    contact_count: 2400,
    staff_count: 36,
    lag_ms: 420,
    revision: 4,
  },
]
export const callbacks = events.slice(0, 90).map((e, i) => ({
  id: `cb${i}`,
  connection_id: '900',
  received_at: e.received_at,
  event: 'change_external_contact',
  change_type: e.type === 'contact.lost' ? 'del_follow_user' : 'add_external_contact',
  state: i % 31 === 9 ? 'failed' : i % 12 === 7 ? 'ignored' : 'applied',
  reason: i % 31 === 9 ? 'platform.rate_limited' : null,
  detail: null,
  attempts: 1,
  payload: { UserID: 'xm001', ExternalUserID: `wmAbc${i}`, State: 'wf_jg', WelcomeCode: '***' },
}))
export const effects = Array.from({ length: 24 }, (_, i) => ({
  id: `ef${i}`,
  kind: pick(['wecom.mark_tag', 'wecom.remark', 'wecom.welcome', 'wecom.update_contact_way']),
  object: `relation:${i}`,
  state: i % 8 === 2 ? 'dead' : i < 2 ? 'pending' : 'done',
  attempts: i % 8 === 2 ? 5 : 1,
  next_at: i < 2 ? ago(-1) : null,
  deadline: null,
  reason: i % 8 === 2 ? 'platform.no_permission' : null,
  detail: i % 8 === 2 ? '48002 api forbidden' : null,
  created_at: ago(i * 9),
  settled_at: ago(i * 9),
}))
export const jobs = [
  ['connection.sync', '同步企业微信：小满母婴', 'running', 1520, 2400, 0, 'contact'],
  ['channel_code.batch', '批量创建渠道活码（门店立牌.xlsx）', 'done', 48, 50, 2, 'code'],
  ['connection.sync', '同步企业微信：小满母婴', 'failed', 310, 2400, 3, 'contact'],
].map(([kind, title, st, done, total, failed, unit], i) => ({
  id: String(950 + i),
  kind,
  title,
  state: st,
  done,
  total,
  failed,
  unit,
  result: kind === 'channel_code.batch' ? { file: 'codes.csv' } : null,
  reason: st === 'failed' ? 'platform.rate_limited' : null,
  detail: null,
  created_by: '陈敏',
  created_at: ago(30 * (i + 1)),
  started_at: ago(29 * (i + 1)),
  ended_at: st === 'running' ? null : ago(25 * (i + 1)),
}))
const note = (kind, severity, params, link, m, read) => ({
  id: `n${m}`,
  kind,
  severity,
  title_key: `notification.${kind}`,
  params,
  link,
  created_at: ago(m),
  read_at: read ? ago(m - 1) : null,
})
export const notifications = [
  note(
    'contact.lost_by_customer',
    'warning',
    { customer_name: customers[4].name, staff_name: customers[4].staff[0].name, customer_id: customers[4].id },
    `/customers/${customers[4].id}`,
    12,
    false,
  ),
  note('code.degraded', 'error', { code_name: '抖音直播间 · 福袋' }, '/channel-codes/703', 45, false),
  note('job.ended', 'info', { title: '批量创建渠道活码', state: 'done' }, '/settings/jobs', 120, true),
  note(
    'effect.dead',
    'error',
    { kind: 'wecom.mark_tag', reason: 'platform.no_permission' },
    '/settings/connections/900',
    300,
    true,
  ),
]
export const permissions =
  'org.read org.write user.read user.write api_key.write audit.read connection.read connection.write job.read job.write customer.read customer.write customer.reveal tag.read tag.write content.read content.write welcome.read welcome.write channel_code.read channel_code.write'.split(
    ' ',
  )
export const roles = [
  { id: '1', name: '管理员', word: 'admin', permissions },
  {
    id: '2',
    name: '运营',
    word: 'operator',
    permissions: permissions.filter((p) => !/^(user|api_key|audit|connection.write)/.test(p)),
  },
]
export const users = [
  ['admin', '陈敏', '1', null],
  ['operator', '李娜', '2', '205'],
  ['old', '赵磊', '2', null],
].map(([name, display_name, role_id, staff_id], i) => ({
  id: String(20 + i),
  name,
  display_name,
  role_id,
  role_name: roles.find((r) => r.id === role_id).name,
  staff_id,
  staff_name: staff.find((s) => s.id === staff_id)?.name ?? null,
  locale: 'zh-CN',
  is_disabled: i === 2,
  last_signed_in_at: ago(i * 700 + 3),
  created_at: ago(60 * 24 * 90),
  revision: 1,
}))
export const apiKeys = [
  {
    id: '30',
    name: '数据中台',
    prefix: 'wk_3f9a',
    scopes: ['customer.read', 'channel_code.read'],
    last_used_at: ago(35),
    created_at: ago(60 * 24 * 12),
  },
]
export const audit = Array.from({ length: 70 }, (_, i) => ({
  id: String(3000 - i),
  actor: 'user:20',
  user_name: '陈敏',
  action: pick([
    'PUT /api/channel-codes/{id}',
    'POST /api/customers/{id}/tags',
    'POST /api/sessions',
    'POST /api/customers/{id}/reveal',
  ]),
  object: pick(['channel_code:700', 'customer:10004', null]),
  outcome: i % 13 === 5 ? 'failed' : 'ok',
  detail: i % 13 === 5 ? 'channel_code.changed_meanwhile' : null,
  request_id: `rq${i}x${between(1000, 9999)}`,
  address: '10.0.0.8',
  at: ago(i * 17),
}))

// A stand-in for the server while working on the console alone: the HTTP contract in memory, with
// the seeded brand of seed.mjs. A development tool; nothing in src/ may import it.
//   node dev/mock-server.mjs [--port 7450] [--empty]     sign in as admin / weft-demo-2026
// With a built dist/ it serves the console too, as the real server does (nonce, fallback, 404 for assets).
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import * as db from './seed.mjs'

const flag = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : process.argv[at + 1]
}
const port = Number(flag('port', 7450))
if (process.argv.includes('--empty'))
  for (const list of Object.values(db))
    if (
      Array.isArray(list) &&
      !['roles', 'users', 'permissions'].includes(
        list === db.roles ? 'roles' : list === db.users ? 'users' : list === db.permissions ? 'permissions' : '',
      )
    )
      list.length = 0
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const sessions = new Map()
const streams = new Set()
let failures = 0

class Problem extends Error {
  constructor(status, reason, extra = {}) {
    super(reason)
    Object.assign(this, { status, reason, extra })
  }
}
const find = (list, id, what) => {
  const found = list.find((x) => x.id === id)
  if (!found) throw new Problem(404, `${what}.not_found`)
  return found
}
const revise = (req, thing, what) => {
  const given = /"?r(\d+)"?/.exec(req.headers['if-match'] ?? '')?.[1]
  if (!given) throw new Problem(428, 'if_match.required')
  if (Number(given) !== thing.revision) throw new Problem(412, `${what}.changed_meanwhile`)
  thing.revision++
}
const page = (items, query, more = {}) => {
  const from = Number(query.cursor ?? 0)
  const limit = Math.min(200, Number(query.limit ?? 50))
  return {
    items: items.slice(from, from + limit),
    next_cursor: from + limit < items.length ? String(from + limit) : null,
    ...more,
  }
}
const publish = (type, data) => {
  for (const s of streams) s.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
}
const nextId = () => String(Date.now())
const meOf = (user) => ({
  user: {
    id: user.id,
    name: user.name,
    display_name: user.display_name,
    avatar: null,
    locale: user.locale,
    role_id: user.role_id,
    role_name: user.role_name,
    staff_id: user.staff_id,
  },
  tenant: { id: '1', code: 'xiaoman', name: '小满母婴', zone: 'Asia/Shanghai' },
  permissions: find(db.roles, user.role_id, 'role').permissions,
  version: '0.1.0',
  now: db.ago(0),
})
const days = (n, f) => Array.from({ length: n }, (_, i) => ({ date: db.ago((n - 1 - i) * 1440).slice(0, 10), ...f(i) }))
const wave = (i, size) => Math.max(0, Math.round(size * (1 + Math.sin(i / 2.3) * 0.35 + Math.sin(i * 1.7) * 0.15)))
const row = ({ code, added, description, revision, ...c }) => c
const customerOf = (c) => ({
  ...row(c),
  remark: null,
  description: c.description,
  unionid_known: true,
  created_at: c.first_added_at,
  revision: c.revision,
  identities: [
    {
      kind: 'external_userid',
      value_masked: 'wmAb****8f2c',
      scope: '小满母婴',
      source: 'wecom',
      verified_at: c.first_added_at,
      since: c.first_added_at,
      until: null,
    },
    {
      kind: 'unionid',
      value_masked: 'oXq9****k1',
      scope: null,
      source: 'wecom',
      verified_at: c.first_added_at,
      since: c.first_added_at,
      until: null,
    },
    ...(c.phone_masked
      ? [
          {
            kind: 'phone',
            value_masked: c.phone_masked,
            scope: null,
            source: 'console',
            verified_at: null,
            since: c.first_added_at,
            until: null,
          },
        ]
      : []),
  ],
  relations: c.staff.flatMap((s, i) => {
    const full = db.staff.find((x) => x.id === s.id)
    const base = {
      staff_id: s.id,
      staff_name: s.name,
      staff_userid: full?.userid ?? '',
      store_name: full?.store_name ?? null,
      remark: `${c.name}-门店`,
      description: null,
      add_way: c.source,
      state: c.code?.token ?? null,
      code_id: c.code?.id ?? null,
      code_name: c.code?.name ?? null,
    }
    const mid = db.ago(c.added * 0.6)
    const old =
      i === 0 && c.added > 3000
        ? [
            {
              ...base,
              id: `${c.id}-${s.id}-1`,
              added_at: c.first_added_at,
              ended_at: mid,
              ended_by: 'customer',
              interval_no: 1,
            },
          ]
        : []
    return [
      ...old,
      {
        ...base,
        id: `${c.id}-${s.id}-2`,
        added_at: old.length ? db.ago(c.added * 0.4) : c.first_added_at,
        ended_at: c.is_active ? null : c.last_event_at,
        ended_by: c.is_active ? null : 'customer',
        interval_no: old.length + 1,
      },
    ]
  }),
  tags: c.tags.map((t) => ({
    id: t.id,
    name: t.name,
    kind: t.kind,
    group_id: '40',
    group_name: t.group_name,
    by: [
      {
        staff_id: c.staff[0]?.id ?? null,
        staff_name: c.staff[0]?.name ?? null,
        source: t.kind === 'corp' ? 'platform' : 'console',
        at: c.first_added_at,
      },
    ],
  })),
})
const timeline = (c) => {
  const e = (type, share, payload) => ({
    seq: `${c.id}${type}${share}`,
    id: randomUUID(),
    type,
    person_id: c.id,
    actor: 'system',
    object: null,
    source: 'wecom',
    occurred_at: db.ago(c.added * share),
    payload: {
      customer_id: c.id,
      customer_name: c.name,
      staff_name: c.staff[0]?.name,
      staff_id: c.staff[0]?.id,
      ...payload,
    },
  })
  const list = [
    e('customer.created', 1, {}),
    e('contact.added', 0.999, { add_way: c.source, code_name: c.code?.name, is_new_customer: true, interval_no: 1 }),
    e('welcome.sent', 0.998, { policy_name: '门店默认', text: '你好 👋 我是您的育婴顾问', latency_ms: 240 }),
    e('customer.tagged', 0.99, {
      added: c.tags.map((t) => ({ id: t.id, name: t.name })),
      removed: [],
      source: 'channel_code',
    }),
  ]
  if (c.code) list.push(e('channel_code.matched', 0.997, { code_id: c.code.id, code_name: c.code.name }))
  if (c.added > 3000)
    list.push(
      e('contact.lost', 0.6, { by: 'customer', kept_ms: 86400000 * 9 }),
      e('contact.added', 0.4, { add_way: 'search_mobile', interval_no: 2 }),
    )
  for (let i = 0; i < 30; i++)
    list.push(
      e(i % 4 ? 'customer.changed' : 'customer.tagged', 0.35 - i * 0.01, {
        added: [{ id: '1', name: '已回访' }],
        removed: [],
        source: 'console',
        fields: ['description'],
      }),
    )
  return list.sort((a, b) => (a.occurred_at < b.occurred_at ? 1 : -1))
}
const crud = (path, list, what, { fresh = (b) => b, seen = (x) => x, revision = true } = {}) => ({
  [`GET ${path}`]: ({ query }) => page(list.filter((x) => !query.q || x.name.includes(query.q)).map(seen), query),
  [`POST ${path}`]: ({ body }) => {
    if (!body.name) throw new Problem(422, 'shape.invalid', { errors: [{ field: 'name', reason: 'shape.required' }] })
    const made = { id: nextId(), revision: 1, created_at: db.ago(0), updated_at: db.ago(0), ...fresh(body) }
    list.unshift(made)
    return [201, made]
  },
  [`GET ${path}/{id}`]: ({ id }) => find(list, id, what),
  [`PUT ${path}/{id}`]: ({ id, body, req }) => {
    const x = find(list, id, what)
    if (revision) revise(req, x, what)
    return Object.assign(x, body, { updated_at: db.ago(0), revision: x.revision })
  },
  [`DELETE ${path}/{id}`]: ({ id }) => {
    find(list, id, what)
    list.splice(0, list.length, ...list.filter((x) => x.id !== id))
  },
})
const codeRow = ({ staff, slots, welcome, backup_staff_ids, tag_ids, ...c }) => c
const newCode = (b) => ({
  state: 'syncing',
  sync_reason: null,
  token: 'wf_new',
  config_id: null,
  qr_url: null,
  on_duty: (b.staff ?? []).map((s) => ({
    staff_id: s.staff_id,
    name: db.staff.find((x) => x.id === s.staff_id)?.name,
  })),
  added_count: 0,
  added_today: 0,
  lost_count: 0,
  net_count: 0,
  group_name: db.codeGroups.find((g) => g.id === b.group_id)?.name ?? null,
  ...b,
})
const startJob = (kind, title, unit, total, result = null) => {
  const job = {
    id: nextId(),
    kind,
    title,
    state: 'running',
    done: 0,
    total,
    failed: 0,
    unit,
    result: null,
    reason: null,
    detail: null,
    created_by: '陈敏',
    created_at: db.ago(0),
    started_at: db.ago(0),
    ended_at: null,
  }
  db.jobs.unshift(job)
  const timer = setInterval(() => {
    job.done = Math.min(total, job.done + Math.ceil(total / 8))
    if (job.done === total || job.state !== 'running') {
      clearInterval(timer)
      if (job.state === 'running') Object.assign(job, { state: 'done', ended_at: db.ago(0), result })
    }
    publish('job.changed', { payload: { id: job.id } })
  }, 600)
  return [202, job]
}
const checks = (secret) => ({
  corp_ok: secret !== 'bad',
  checks: [
    {
      step: 'app_token',
      state: secret === 'bad' ? 'failed' : 'ok',
      reason: secret === 'bad' ? 'connection.wrong_secret' : null,
      errcode: secret === 'bad' ? 40001 : 0,
      errmsg: secret === 'bad' ? 'invalid credential' : 'ok',
      hint_key: null,
    },
    {
      step: 'ip',
      state: secret === 'bad' ? 'skipped' : 'ok',
      reason: null,
      errcode: null,
      errmsg: null,
      hint_key: null,
    },
    {
      step: 'contact_access',
      state: secret === 'bad' ? 'skipped' : 'ok',
      reason: null,
      errcode: null,
      errmsg: null,
      hint_key: null,
    },
    { step: 'callback', state: 'waiting', reason: null, errcode: null, errmsg: null, hint_key: null },
  ],
})
const qrSvg = (seed) => {
  let s = Number(seed) * 7919 + 13
  const bit = () => {
    s = (Math.imul(s, 1103515245) + 12345) >>> 0
    return s > 2147483648
  }
  let cells = ''
  for (let y = 0; y < 29; y++)
    for (let x = 0; x < 29; x++) {
      const eye = (ex, ey) => x >= ex && x < ex + 7 && y >= ey && y < ey + 7
      const ring = (ex, ey) => {
        const d = Math.max(Math.abs(x - ex - 3), Math.abs(y - ey - 3))
        return d === 3 || d < 2
      }
      const on = eye(0, 0) ? ring(0, 0) : eye(22, 0) ? ring(22, 0) : eye(0, 22) ? ring(0, 22) : bit()
      if (on) cells += `M${x + 2} ${y + 2}h1v1h-1z`
    }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33"><rect width="33" height="33" fill="#fff"/><path d="${cells}"/></svg>`
}
const svg = (text) => ({ raw: text, type: 'image/svg+xml' })
const setTags = (c, ids) => {
  c.tags = ids.map((id) => {
    const t = db.allTags().find((x) => x.id === id)
    return { id, name: t.name, kind: t.kind, group_name: t.group_name }
  })
}

const routes = {
  'POST /api/sessions': ({ body, res }) => {
    if (failures >= 5) {
      failures = 0
      res.setHeader('Retry-After', '30')
      throw new Problem(429, 'session.throttled')
    }
    const user = db.users.find((u) => u.name === body.name)
    if (!user || body.password !== 'weft-demo-2026') {
      failures++
      throw new Problem(401, 'session.wrong_credentials')
    }
    if (user.is_disabled) throw new Problem(403, 'user.disabled')
    failures = 0
    const token = randomUUID()
    sessions.set(token, user)
    res.setHeader('Set-Cookie', `weft_session=${token}; HttpOnly; SameSite=Lax; Path=/`)
    return [201, meOf(user)]
  },
  'DELETE /api/sessions/current': ({ token }) => void sessions.delete(token),
  'GET /api/sign-in-options': () => ({
    items: db.connections.map((c) => ({ connection_id: c.id, name: c.name, url: `/api/sign-in/wecom/${c.id}` })),
  }),
  'GET /api/me': ({ user }) => meOf(user),
  'PATCH /api/me': ({ user, body }) => meOf(Object.assign(user, body)),
  'POST /api/me/password': ({ body }) => {
    if (body.old_password !== 'weft-demo-2026') throw new Problem(422, 'user.wrong_password', { field: 'old_password' })
  },
  ...crud('/api/users', db.users, 'user', {
    fresh: ({ password, ...b }) => ({
      ...b,
      role_name: find(db.roles, b.role_id, 'role').name,
      staff_name: db.staff.find((s) => s.id === b.staff_id)?.name ?? null,
      is_disabled: false,
      last_signed_in_at: null,
    }),
  }),
  'GET /api/roles': () => ({ items: db.roles }),
  ...crud('/api/api-keys', db.apiKeys, 'api_key', {
    fresh: (b) => ({ ...b, prefix: 'wk_91bd', key: `wk_${randomUUID().replaceAll('-', '')}`, last_used_at: null }),
    seen: ({ key, ...k }) => k,
  }),
  'GET /api/departments': () => ({ items: db.departments }),
  'GET /api/staff': ({ query }) =>
    page(
      db.staff.filter(
        (s) =>
          (!query.q || s.name.includes(query.q) || s.userid.includes(query.q)) &&
          (!query.department_id || s.department_ids.includes(query.department_id)) &&
          (!query.store_id || s.store_id === query.store_id) &&
          (!query.status || s.status === query.status),
      ),
      query,
    ),
  'GET /api/staff/{id}': ({ id }) => find(db.staff, id, 'staff'),
  'PUT /api/staff/{id}': ({ id, body, req }) => {
    const s = find(db.staff, id, 'staff')
    revise(req, s, 'staff')
    s.store_id = body.store_id
    s.store_name = db.stores.find((x) => x.id === body.store_id)?.name ?? null
    return s
  },
  ...crud('/api/regions', db.regions, 'region', { fresh: (b) => ({ ...b, store_count: 0 }) }),
  ...crud('/api/stores', db.stores, 'store', {
    fresh: (b) => ({ ...b, region_name: db.regions.find((r) => r.id === b.region_id)?.name ?? null, staff_count: 0 }),
  }),
  'GET /api/notifications': ({ query }) =>
    page(
      db.notifications.filter((n) => !query.unread || !n.read_at),
      query,
      { unread_count: db.notifications.filter((n) => !n.read_at).length },
    ),
  'POST /api/notifications/{id}/read': ({ id }) => {
    find(db.notifications, id, 'notification').read_at = db.ago(0)
  },
  'POST /api/notifications/read-all': () => {
    for (const n of db.notifications) n.read_at ??= db.ago(0)
  },
  'GET /api/audit': ({ query }) => page(db.audit, query),
  'POST /api/connections/check': ({ body }) => checks(body.app_secret),
  ...crud('/api/connections', db.connections, 'connection', {
    fresh: ({ app_secret, contact_secret, ...b }) => ({
      kind: 'wecom',
      state: 'active',
      health: 'unknown',
      health_reason: null,
      has_contact_secret: !!contact_secret,
      has_app_secret: true,
      callback_url: `https://scrm.example.com/callback/wecom/${b.corp_id}/app`,
      callback_token: 'Zk3hd82Hsa72jsH2',
      callback_aes_key: '6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt',
      callback_verified_at: null,
      last_callback_at: null,
      last_api_ok_at: null,
      last_sync_at: null,
      contact_count: 0,
      staff_count: 0,
      lag_ms: null,
      ...b,
    }),
  }),
  'POST /api/connections/{id}/check': ({ id }) => {
    const c = find(db.connections, id, 'connection')
    c.callback_verified_at ??= db.ago(0)
    c.health = 'good'
    const r = checks('ok')
    r.checks.at(-1).state = 'ok'
    return r
  },
  'POST /api/connections/{id}/sync': () => startJob('connection.sync', '同步企业微信：小满母婴', 'contact', 2400),
  'GET /api/callbacks': ({ query }) =>
    page(
      db.callbacks.filter((c) => !query.state || c.state === query.state),
      query,
    ),
  'POST /api/callbacks/{id}/replay': ({ id }) => {
    find(db.callbacks, id, 'callback').state = 'applied'
  },
  'GET /api/effects/counts': () => ({
    pending: db.effects.filter((e) => e.state === 'pending').length,
    sending: 0,
    dead: db.effects.filter((e) => e.state === 'dead').length,
    oldest_pending_at: db.ago(1),
  }),
  'GET /api/effects': ({ query }) =>
    page(
      db.effects.filter((e) => !query.state || e.state === query.state),
      query,
    ),
  'POST /api/effects/{id}/replay': ({ id }) => {
    find(db.effects, id, 'effect').state = 'pending'
  },
  'POST /api/effects/{id}/discard': ({ id }) => {
    find(db.effects, id, 'effect').state = 'discarded'
  },
  'GET /api/jobs': ({ query }) =>
    page(
      db.jobs.filter((j) => !query.active || ['running', 'queued'].includes(j.state)),
      query,
    ),
  'GET /api/jobs/{id}': ({ id }) => find(db.jobs, id, 'job'),
  'POST /api/jobs/{id}/cancel': ({ id }) => {
    find(db.jobs, id, 'job').state = 'cancelled'
  },
  'POST /api/jobs/{id}/resume': ({ id }) => {
    find(db.jobs, id, 'job').state = 'running'
  },
  'GET /api/jobs/{id}/file': () => ({ raw: 'name,link\n', type: 'text/csv' }),
  'GET /api/event-types': () => ({
    items: [...Map.groupBy(db.events, (e) => e.type)].map(([type, list]) => ({
      type,
      count: list.length,
      last_at: list[0].occurred_at,
    })),
  }),
  'GET /api/events': ({ query }) => page(db.events, query),
  'GET /api/health': () => ({
    version: '0.1.0',
    engine: 'sqlite',
    consumers: ['customer', 'reach', 'acquire', 'live'].map((name) => ({
      name,
      behind: 0,
      oldest_at: null,
      dead_count: name === 'acquire' ? 1 : 0,
    })),
    outbox: { pending: 2, sending: 0, dead: 3, oldest_pending_at: db.ago(1) },
    uptime_ms: 86400000 * 3,
  }),
  'GET /api/dead-letters': ({ query }) =>
    page(
      [
        {
          id: 'dl1',
          consumer: 'acquire',
          event_seq: '90012',
          type: 'contact.added',
          reason: 'channel_code.not_found',
          detail: 'state wf_zz',
          failed_at: db.ago(95),
          attempts: 5,
        },
      ],
      query,
    ),
  'POST /api/dead-letters/{id}/replay': () => {},
  'GET /api/customers/summary': () => ({
    total: db.customers.length,
    active: db.customers.filter((c) => c.is_active).length,
    added_today: 86,
    lost_today: 9,
    lost_by_customer_today: 7,
    lost_by_staff_today: 2,
    days: days(30, (i) => {
      const added = wave(i, 90)
      const lost = wave(i + 4, 9)
      return { added, lost, net: added - lost }
    }),
  }),
  'GET /api/customers': ({ query }) => {
    const list = db.customers.filter(
      (c) =>
        (!query.q || c.name.includes(query.q)) &&
        (!query.tag_id || c.tags.some((t) => t.id === query.tag_id)) &&
        (!query.staff_id || c.staff.some((s) => s.id === query.staff_id)) &&
        (!query.source || c.source === query.source) &&
        (!query.state || c.is_active === (query.state === 'active')) &&
        (!query.added_from || c.first_added_at.slice(0, 10) >= query.added_from.slice(0, 10)) &&
        (!query.added_to || c.first_added_at.slice(0, 10) <= query.added_to.slice(0, 10)),
    )
    return page(list.map(row), query, { total: list.length })
  },
  'GET /api/customers/{id}': ({ id }) => customerOf(find(db.customers, id, 'customer')),
  'PUT /api/customers/{id}': ({ id, body, req }) => {
    const c = find(db.customers, id, 'customer')
    revise(req, c, 'customer')
    return customerOf(Object.assign(c, body, { revision: c.revision }))
  },
  'PUT /api/customers/{id}/relations/{relation}': ({ id }) => customerOf(find(db.customers, id, 'customer')),
  'POST /api/customers/{id}/tags': ({ id, body }) => {
    const c = find(db.customers, id, 'customer')
    setTags(c, [...c.tags.map((t) => t.id).filter((t) => !body.remove?.includes(t)), ...(body.add ?? [])])
    return { tags: customerOf(c).tags }
  },
  'GET /api/customers/{id}/timeline': ({ id, query }) =>
    page(
      timeline(find(db.customers, id, 'customer')).filter(
        (e) => !query.types || query.types.split(',').includes(e.type),
      ),
      { limit: 20, ...query },
    ),
  'POST /api/customers/{id}/reveal': ({ id }) => ({
    value: find(db.customers, id, 'customer').phone_masked.replace('****', '0421'),
  }),
  'GET /api/losses': ({ query }) =>
    page(
      db.customers
        .filter((c) => !c.is_active)
        .map((c, i) => ({
          relation_id: `r${c.id}`,
          customer_id: c.id,
          customer_name: c.name,
          avatar: null,
          staff_id: c.staff[0].id,
          staff_name: c.staff[0].name,
          ended_by: i % 4 ? 'customer' : 'staff',
          ended_at: c.last_event_at,
          added_at: c.first_added_at,
          days_kept: Math.floor(c.added / 1440),
        }))
        .filter(
          (l) =>
            (!query.ended_by || l.ended_by === query.ended_by) && (!query.staff_id || l.staff_id === query.staff_id),
        ),
      query,
    ),
  ...crud('/api/tag-groups', db.tagGroups, 'tag_group', {
    fresh: (b) => ({
      name: b.name,
      kind: b.kind,
      sort: 99,
      is_editable: true,
      sync_state: b.kind === 'corp' ? 'pending' : 'synced',
      sync_reason: null,
      tags: (b.tags ?? []).map((name, i) => ({
        id: nextId() + i,
        name,
        sort: i,
        customer_count: 0,
        sync_state: 'pending',
        revision: 1,
      })),
    }),
  }),
  'POST /api/tag-groups/{id}/tags': ({ id, body }) => {
    const g = find(db.tagGroups, id, 'tag_group')
    const t = { id: nextId(), name: body.name, sort: 99, customer_count: 0, sync_state: 'synced', revision: 1 }
    g.tags.push(t)
    return [201, t]
  },
  'PUT /api/tags/{id}': ({ id, body }) => {
    for (const g of db.tagGroups) for (const t of g.tags) if (t.id === id) return Object.assign(t, body)
    throw new Problem(404, 'tag.not_found')
  },
  'DELETE /api/tags/{id}': ({ id }) => {
    for (const g of db.tagGroups) g.tags = g.tags.filter((t) => t.id !== id)
  },
  'GET /api/tags': ({ query }) => ({ items: db.allTags().filter((t) => !query.q || t.name.includes(query.q)) }),
  'GET /api/media': ({ query }) => page([], query),
  'POST /api/media': () => [
    201,
    {
      id: nextId(),
      name: '图片.png',
      mime: 'image/png',
      kind: 'image',
      size: 20480,
      width: 640,
      height: 480,
      created_at: db.ago(0),
      url: '/api/media/1/file',
    },
  ],
  'GET /api/media/{id}/file': () =>
    svg(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="#f5c6cf"/><circle cx="2" cy="1.5" r=".8" fill="#fff"/></svg>',
    ),
  'POST /api/welcome-policies/preview': ({ body }) => {
    const chosen = db.policies.find((p) => p.is_enabled && p.scope === 'default') ?? null
    const message = body.message ?? chosen?.message ?? { text: null, attachments: [] }
    const staff = db.staff.find((s) => s.id === body.staff_id)
    const text = (message.text ?? '')
      .replaceAll('{客户昵称}', body.customer_name)
      .replaceAll('{员工姓名}', staff?.name ?? '李娜')
      .replaceAll('{门店}', staff?.store_name ?? '人民广场店')
    return {
      text,
      attachments: message.attachments,
      policy_id: chosen?.id ?? null,
      policy_name: chosen?.name ?? null,
      scope: chosen?.scope ?? null,
      considered: db.policies.map((p) => ({
        policy_id: p.id,
        name: p.name,
        scope: p.scope,
        chosen: p === chosen,
        why: p === chosen ? 'chosen' : p.is_enabled ? 'outside_window' : 'disabled',
      })),
    }
  },
  ...crud('/api/welcome-policies', db.policies, 'welcome_policy', {
    fresh: (b) => ({
      sent_count: 0,
      failed_count: 0,
      code_id: null,
      staff_ids: [],
      department_ids: [],
      windows: [],
      ...b,
    }),
  }),
  'GET /api/welcomes/summary': () => ({ sent_today: 79, failed_today: 2, p50_ms: 210, p99_ms: 780 }),
  'GET /api/welcomes': ({ query }) =>
    page(
      db.welcomes.filter(
        (w) => (!query.state || w.state === query.state) && (!query.policy_id || w.policy_id === query.policy_id),
      ),
      query,
    ),
  ...crud('/api/channel-code-groups', db.codeGroups, 'channel_code_group', {
    fresh: (b) => ({ sort: 9, ...b, code_count: 0 }),
  }),
  'POST /api/channel-codes/batch/preview': () => ({
    rows: 50,
    valid: 48,
    invalid: [
      { row: 7, reason: 'channel_code.name_taken' },
      { row: 31, reason: 'channel_code.name_missing' },
    ],
    sample: ['南京东路店', '静安寺店', '五角场店'].map((n) => ({
      name: `${n} · 立牌`,
      medium: '立牌',
      group: '门店物料',
    })),
  }),
  'POST /api/channel-codes/batch': () =>
    startJob('channel_code.batch', '批量创建渠道活码', 'code', 48, { file: 'codes.xlsx' }),
  'GET /api/channel-codes/batch/template.xlsx': () => ({ raw: 'name,medium,group\n', type: 'text/csv' }),
  ...crud('/api/channel-codes', db.codes, 'channel_code', { fresh: newCode }),
  'GET /api/channel-codes': ({ query }) =>
    page(
      db.codes
        .filter(
          (c) =>
            (!query.q || c.name.includes(query.q)) &&
            (!query.group_id || c.group_id === query.group_id) &&
            (!query.state || c.state === query.state),
        )
        .map(codeRow),
      query,
    ),
  'POST /api/channel-codes/{id}/pause': ({ id }) =>
    Object.assign(find(db.codes, id, 'channel_code'), { state: 'paused' }),
  'POST /api/channel-codes/{id}/resume': ({ id }) =>
    Object.assign(find(db.codes, id, 'channel_code'), { state: 'active' }),
  'POST /api/channel-codes/{id}/copy': ({ id }) => {
    const c = { ...structuredClone(find(db.codes, id, 'channel_code')), id: nextId(), state: 'draft' }
    c.name += ' 副本'
    db.codes.unshift(c)
    return [201, c]
  },
  'GET /api/channel-codes/{id}/qr': ({ id }) => svg(qrSvg(id.slice(-6))),
  'GET /api/channel-codes/{id}/poster': ({ id, query }) =>
    svg(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 420" width="600" height="840"><rect width="300" height="420" fill="${query.template === 'story' ? '#fde8ec' : query.template === 'card' ? '#e8f1ff' : '#fff'}"/><text x="150" y="60" font-size="22" text-anchor="middle" font-family="Noto Sans CJK SC">${query.title ?? ''}</text><text x="150" y="90" font-size="13" fill="#666" text-anchor="middle" font-family="Noto Sans CJK SC">${query.subtitle ?? ''}</text><g transform="translate(60 130) scale(5.4)">${qrSvg(id.slice(-6)).replace(/<\/?svg[^>]*>/g, '')}</g></svg>`,
    ),
  'GET /api/channel-codes/{id}/stats': ({ id }) => {
    const c = find(db.codes, id, 'channel_code')
    return {
      added: c.added_count,
      lost: c.lost_count,
      net: c.net_count,
      today: c.added_today,
      days: days(30, (i) => ({ added: wave(i, c.added_count / 30), lost: wave(i + 5, c.lost_count / 30) })),
      staff: c.staff.map((s, i) => ({
        staff_id: s.staff_id,
        name: s.name ?? db.staff.find((x) => x.id === s.staff_id)?.name,
        added: Math.round(c.added_count / (i + 2)),
        today: Math.round(c.added_today / (i + 2)),
        cap: s.daily_cap,
      })),
    }
  },
}
const compiled = Object.entries(routes)
  .map(([key, run]) => {
    const [method, path] = key.split(' ')
    return {
      method,
      run,
      fixed: !path.includes('{'),
      pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
    }
  })
  .sort((a, b) => Number(b.fixed) - Number(a.fixed))
const PUBLIC = ['/api/sessions', '/api/sign-in-options']

const answer = (res, status, body, type = 'application/json') => {
  res.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' })
  res.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
}
const serveStatic = (url, res) => {
  const inside = url.pathname.startsWith('/assets/')
  const file = inside ? `${dist}${url.pathname}` : `${dist}/index.html`
  if (!existsSync(file) || url.pathname.includes('..')) return answer(res, 404, { status: 404, reason: 'http.404' })
  const type = file.endsWith('.js') ? 'text/javascript' : file.endsWith('.css') ? 'text/css' : 'text/html'
  if (inside) {
    const packed = existsSync(`${file}.br`)
    res.writeHead(200, {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      ...(packed ? { 'Content-Encoding': 'br' } : {}),
    })
    return res.end(readFileSync(packed ? `${file}.br` : file))
  }
  const nonce = randomUUID()
  res.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src-elem 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'`,
  })
  res.end(readFileSync(file, 'utf8').replaceAll('__CSP_NONCE__', nonce))
}
createServer(async (req, res) => {
  const url = new URL(req.url, 'http://localhost')
  if (!url.pathname.startsWith('/api')) return serveStatic(url, res)
  try {
    const token = /weft_session=([\w-]+)/.exec(req.headers.cookie ?? '')?.[1]
    const user = sessions.get(token)
    if (!user && !PUBLIC.includes(url.pathname)) throw new Problem(401, 'session.required')
    if (url.pathname === '/api/live') {
      res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      res.write(': hello\n\n')
      streams.add(res)
      return req.on('close', () => streams.delete(res))
    }
    const chunks = []
    for await (const chunk of req) chunks.push(chunk)
    const raw = Buffer.concat(chunks).toString()
    const body = (req.headers['content-type'] ?? '').includes('json') && raw ? JSON.parse(raw) : {}
    for (const r of compiled) {
      const found = r.method === req.method && r.pattern.exec(url.pathname)
      if (!found) continue
      const out = r.run({ ...found.groups, body, query: Object.fromEntries(url.searchParams), req, res, user, token })
      if (out === undefined) return answer(res, 204)
      if (out.raw) return answer(res, 200, out.raw, out.type)
      return Array.isArray(out) ? answer(res, out[0], out[1]) : answer(res, 200, out)
    }
    throw new Problem(404, 'route.not_found')
  } catch (error) {
    if (!(error instanceof Problem)) console.error(error)
    const status = error.status ?? 500
    answer(
      res,
      status,
      {
        type: 'about:blank',
        title: error.message,
        status,
        reason: error.reason ?? 'internal.error',
        request_id: `mock-${randomUUID().slice(0, 8)}`,
        ...error.extra,
      },
      'application/problem+json',
    )
  }
}).listen(port, '127.0.0.1', () => console.log(`mock server on http://127.0.0.1:${port}`))

// A little life: somebody is added, now and then somebody leaves.
setInterval(() => {
  const c = db.customers.length > 0 ? db.pick(db.customers) : null
  if (!c || streams.size === 0) return
  const s = c.staff[0]
  const lost = Math.random() > 0.85
  const e = db.happen(lost ? 'contact.lost' : 'contact.added', c, {
    customer_id: c.id,
    customer_name: c.name,
    staff_id: s.id,
    staff_name: s.name,
    by: 'customer',
    add_way: c.source,
    code_name: c.code?.name,
  })
  publish(e.type, e)
}, 6000).unref()

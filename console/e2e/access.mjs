// The journeys of rights: roles, users, codes beside the password, sessions, keys, seeing as another.
import { createHmac } from 'node:crypto'
import { base, clean, launch, must, open, settled } from './lib.mjs'

const modal = (page) => page.locator('.ant-modal').last()
const gone = (page) => page.waitForSelector('.ant-modal', { state: 'hidden' })
const PASSWORD = 'e2e correct horse'

/** The six digits an authenticator shows for a secret. */
function codeOf(secret, at = Date.now()) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  let bits = ''
  for (const c of secret.replace(/[\s=]/g, '')) bits += letters.indexOf(c).toString(2).padStart(5, '0')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const offset = hash[19] & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1000000).padStart(6, '0')
}

async function signInAs(page, name, password) {
  await page.goto(`${base}/sign-in`)
  await page.locator('#name').fill(name)
  await page.locator('#password').fill(password)
  await page.locator('button[type=submit]').click()
}

/** Signs in by the page of WeCom, which the simulator shows. */
async function comeByWecom(page, name) {
  await page.goto(`${base}/sign-in`)
  await page.getByRole('link', { name: '用企业微信登录' }).click()
  await page.locator('a', { hasText: name }).first().click()
}
const isHome = (url) => url.origin === base && url.pathname === '/'

async function wecomAndCode(admin) {
  const { context, page } = await launch()
  page.setDefaultTimeout(45000)
  try {
    await comeByWecom(page, '朱洋')
    await page.waitForURL(isHome)
    await open(page, '/settings/security')
    await page.getByRole('button', { name: '启用两步验证' }).click()
    await modal(page).getByText('您刚刚通过企业微信登录').waitFor()
    await modal(page).getByRole('button', { name: '下一步' }).click()
    const secret = await modal(page).locator('code').innerText()
    await modal(page).locator('#code').fill(codeOf(secret))
    await modal(page).getByRole('button', { name: '下一步' }).click()
    await modal(page).getByRole('button', { name: '我已保存' }).click()
    await page.getByText('还剩 10 个恢复码').waitFor()
    await context.clearCookies()
    await comeByWecom(page, '朱洋')
    await page.getByText('企业微信已确认您的身份').waitFor()
    await clean(page)
    await page.locator('#code').fill('000000')
    await page.locator('button[type=submit]').click()
    await page.getByText('验证码不正确').waitFor()
    await page.locator('#code').fill(codeOf(secret, Date.now() + 30000))
    await page.locator('button[type=submit]').click()
    await page.waitForURL(isHome)
  } finally {
    await context.close()
    await admin.evaluate(async () => {
      const { items } = await (await fetch('/api/users?limit=200')).json()
      const { id } = items.find((u) => u.name === 'operator')
      await fetch(`/api/users/${id}/totp`, { method: 'DELETE' })
    })
  }
}

const switchFor = (admin, stores) =>
  admin.evaluate(async (off_store_ids) => {
    const body = JSON.stringify({ is_on: true, off_store_ids })
    const headers = { 'Content-Type': 'application/json' }
    return (await fetch('/api/modules/group_chat', { method: 'PUT', headers, body })).status
  }, stores)

async function offForAStore(admin) {
  const { context, page } = await launch()
  page.setDefaultTimeout(45000)
  try {
    const password = process.env.WEFT_DESK_PASSWORD
    const signed = await context.request.post(`${base}/api/sessions`, { data: { name: 'guide', password } })
    must(signed.ok(), `signs in: ${signed.status()}`)
    await open(page, '/group-chats')
    await page.locator('nav a[href="/group-chats"]').waitFor()
    const { store_id: store } = await admin.evaluate(async () => {
      const { items } = await (await fetch('/api/users?limit=200')).json()
      const { staff_id } = items.find((u) => u.name === 'guide')
      return (await fetch(`/api/staff/${staff_id}`)).json()
    })
    must(store, 'the guide works in a store')
    must((await switchFor(admin, [store])) === 200, 'switched off there')
    await open(page, '/group-chats')
    await page.getByRole('heading', { name: '该功能模块已停用' }).waitFor()
    must((await page.locator('nav a[href="/group-chats"]').count()) === 0, 'no item')
    must((await page.locator('nav a[href="/customers"]').count()) === 1, 'the others are there')
    await clean(page)
    must((await switchFor(admin, [])) === 200, 'switched on again')
    await open(page, '/group-chats')
    await page.locator('nav a[href="/group-chats"]').waitFor()
  } finally {
    await switchFor(admin, [])
    await context.close()
  }
}

export async function accessJourneys({ page, test, stamp }) {
  const role = `测试角色 ${stamp}`
  const user = `e2e${stamp}`
  let secret = ''

  await test('a preset is copied, changed, and compared with what it came from', async () => {
    await open(page, '/settings/roles')
    const row = page.locator('tr', { hasText: '店长' }).first()
    await row.getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: '复制' }).click()
    await modal(page).locator('#name').fill(role)
    await modal(page).getByRole('button', { name: '复制并编辑' }).click()
    await page.waitForURL(/roles\/\d+\?base=/)
    await settled(page)
    await page.getByText('完全相同').waitFor()
    await page.getByRole('checkbox', { name: '管理渠道活码' }).uncheck()
    await page.locator('[aria-label="手机号"]').getByText('隐藏').click()
    await page.locator('.differences').getByText('管理渠道活码').waitFor()
    await page.getByText('脱敏 → 隐藏').waitFor()
    await clean(page)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存').first().waitFor()
    await page.reload()
    await settled(page)
    must(!(await page.getByRole('checkbox', { name: '管理渠道活码' }).isChecked()), 'the server keeps it')
  })
  await test('what a role may not have is shut, with the reason', async () => {
    const nouns = await page.locator('.matrix tbody th[scope=row]').allInnerTexts()
    const raw = nouns.filter((noun) => /^[a-z_ ]+$/.test(noun))
    must(nouns.length > 20 && raw.length === 0, `every row says what it is about: ${raw}`)
    must(await page.getByRole('checkbox', { name: '查看审计日志' }).isDisabled(), 'audit is for roles that see all')
    await page.getByRole('radio', { name: /全部/ }).check()
    await page.getByRole('checkbox', { name: '查看审计日志' }).check()
    await page.getByRole('radio', { name: /仅自己/ }).check()
    await page.getByText('1 项权限涉及全公司').waitFor()
    must(await page.getByRole('button', { name: '保存' }).isDisabled(), 'not saved so')
  })
  await test('a user of that role is made, with places of responsibility', async () => {
    await open(page, '/settings/users')
    await page.getByRole('button', { name: '新建用户' }).click()
    await modal(page).locator('#name').fill(user)
    await modal(page).locator('#display_name').fill(`测试员 ${stamp}`)
    await modal(page).getByRole('combobox', { name: '角色' }).fill(role)
    await page.locator('.ant-select-item-option', { hasText: role }).click()
    await settled(page) // the places have come
    await modal(page).getByRole('combobox', { name: '负责范围' }).fill('华东')
    await page.locator('.ant-select-tree-title', { hasText: '华东' }).first().click()
    await modal(page).locator('.ant-modal-title').click()
    await page.waitForTimeout(500)
    await modal(page).locator('#password').fill(PASSWORD)
    await clean(page)
    await modal(page).getByRole('button', { name: '保存' }).click()
    await gone(page)
    const row = page.locator('tr', { hasText: user })
    await row.waitFor()
    must((await row.innerText()).includes('华东'), 'the place is told')
  })

  const other = await launch({ viewport: { width: 390, height: 800 } })
  await test('on a phone, somebody enables a code beside the password', async () => {
    await signInAs(other.page, user, PASSWORD)
    await other.page.waitForURL((url) => url.pathname === '/')
    await open(other.page, '/settings/security')
    await clean(other.page)
    await other.page.getByRole('button', { name: '启用两步验证' }).click()
    await modal(other.page).locator('#password').fill(PASSWORD)
    await modal(other.page).getByRole('button', { name: '下一步' }).click()
    secret = await modal(other.page).locator('code').innerText()
    await modal(other.page).locator('#code').fill('000000')
    await modal(other.page).getByRole('button', { name: '下一步' }).click()
    await other.page.getByText('验证码不正确').first().waitFor()
    await modal(other.page).locator('#code').fill(codeOf(secret))
    await modal(other.page).getByRole('button', { name: '下一步' }).click()
    await other.page.getByText('恢复码只显示这一次').waitFor()
    must((await modal(other.page).locator('.codes li').count()) === 10, 'ten recovery codes')
    await clean(other.page)
    await modal(other.page).getByRole('button', { name: '我已保存' }).click()
    await other.page.getByText('还剩 10 个恢复码').waitFor()
  })
  await test('his browsers are listed for who administers, and signed out', async () => {
    await open(page, '/settings/users')
    await page.locator('tr', { hasText: user }).getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: '登录设备' }).click()
    await modal(page).getByText('Chrome').first().waitFor()
    await clean(page)
    await modal(page).getByRole('button', { name: '全部退出' }).click()
    await modal(page).getByText('没有登录中的设备').waitFor()
    await page.keyboard.press('Escape')
    await other.page.goto(`${base}/settings/security`)
    await other.page.waitForURL(/sign-in/)
  })
  await test('he signs in again with password and code', async () => {
    await signInAs(other.page, user, PASSWORD)
    await other.page.locator('#code').waitFor()
    await clean(other.page)
    await other.page.locator('#code').fill(codeOf(secret, Date.now() + 30000))
    await other.page.locator('button[type=submit]').click()
    await other.page.waitForURL((url) => url.pathname === '/')
  })
  await test('a lost phone: the code is reset, and he is out', async () => {
    await page.locator('tr', { hasText: user }).getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: '重置两步验证' }).click()
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '重置两步验证' }).click()
    await page.getByText('已重置').first().waitFor()
    await other.page.goto(`${base}/settings/security`)
    await other.page.waitForURL(/sign-in/)
  })
  await other.context.close()
  if (process.env.WEFT_DESK_PASSWORD) {
    await test('who comes by WeCom and has an authenticator types its code, too', () => wecomAndCode(page))
    await test('a module is off for one store: its guide sees neither item nor page', () => offForAStore(page))
  }

  await test('the console is seen as that user, with a banner on all pages and a way back', async () => {
    await open(page, '/settings/users')
    await page.locator('tr', { hasText: user }).getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: '以此身份查看' }).click()
    await page.locator('.banner.view').waitFor()
    await open(page, '/customers')
    must((await page.locator('.banner.view').innerText()).includes(stamp), 'who it is')
    await open(page, '/boards')
    must((await page.getByRole('button', { name: '新建看板' }).count()) === 0, 'nothing is offered that is refused')
    await clean(page)
    await page.locator('.banner.view').getByRole('button', { name: '结束查看' }).click()
    await page.locator('.banner.view').waitFor({ state: 'detached' })
    await open(page, '/settings/users')
    await page.locator('tr', { hasText: user }).waitFor()
  })
  await test('a key has an end and networks, and is shown once', async () => {
    await open(page, '/settings/api-keys')
    await page.getByRole('button', { name: '新建密钥' }).first().click()
    await modal(page).locator('#name').fill(`key ${stamp}`)
    await modal(page).getByRole('checkbox', { name: '查看标签' }).check()
    await modal(page)
      .locator('#expires')
      .fill(`${new Date().getFullYear() + 1}-06-30`)
    await modal(page).locator('#addresses').fill('nonsense')
    await modal(page).getByRole('button', { name: '新建', exact: true }).click()
    await page.getByText('不是有效的 IP').waitFor()
    await modal(page).locator('#addresses').fill('203.0.113.0/24')
    await modal(page).getByRole('button', { name: '新建', exact: true }).click()
    await page.getByText('密钥只显示这一次').waitFor()
    await clean(page)
    await modal(page).getByRole('button', { name: '完成' }).click()
    await page
      .locator('tr', { hasText: `key ${stamp}` })
      .getByText('203.0.113.0/24')
      .waitFor()
  })
  await test('networks that would lock oneself out are refused in words', async () => {
    await open(page, '/settings/security')
    await page.locator('#addresses').fill('203.0.113.0/24')
    await page.getByRole('button', { name: '保存' }).click()
    await page.locator('.ant-notification-notice, .ant-form-item-explain-error').first().waitFor()
    await page.locator('#addresses').fill('')
  })
  await test('a role somebody holds is deleted only with another in its place', async () => {
    await open(page, '/settings/roles')
    await page.locator('tr', { hasText: role }).getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: '删除', exact: true }).click()
    must(await modal(page).getByRole('button', { name: '删除' }).isDisabled(), 'not without another role')
    await modal(page).getByRole('combobox', { name: '改用角色' }).click()
    await page.locator('.ant-select-item-option', { hasText: '导购' }).click()
    await modal(page).getByRole('button', { name: '删除' }).click()
    await gone(page)
    await page.locator('tr', { hasText: role }).waitFor({ state: 'detached' })
  })
  await test('the audit is searched by who, what and period, and read in full', async () => {
    await open(page, '/settings/audit?object=role')
    const rows = page.locator('.ant-table-row')
    must((await rows.count()) > 0, 'what was done to roles above')
    for (const text of await rows.allInnerTexts()) must(text.includes('角色'), `only roles: ${text}`)
    await open(page, `/settings/audit?action=DELETE+&object=role`)
    await rows.first().click()
    await page.locator('.ant-drawer').getByText('记录编号').waitFor()
    await page.waitForTimeout(400)
    await clean(page)
    await page.keyboard.press('Escape')
    await open(page, '/settings/audit?q=zzzzzz')
    await page.getByRole('button', { name: '清除筛选' }).first().click()
    await page.waitForURL((url) => url.search === '')
  })
  await test('the chain of the audit is verified', async () => {
    await page.getByRole('button', { name: '校验完整性' }).click()
    await page.getByText('没有改动或缺失').waitFor()
    await page.waitForTimeout(400)
    await clean(page)
  })
}

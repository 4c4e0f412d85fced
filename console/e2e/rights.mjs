// Rights that change while somebody works by them: two at one role, a role deleted under its holder, a member shut out.
import { ask, clean, must, open, settled, signedIn } from './lib.mjs'

const sim = process.env.WEFT_SIM_URL
const saveButton = (page) => page.getByRole('button', { name: '保存' })

async function twoAtOneRole(page, stamp) {
  const draft = { name: `两人 ${stamp}`, permissions: ['customer.read', 'tag.read'], scope: 'self' }
  const role = await ask(page, 'POST', '/api/roles', draft)
  const { page: second } = await signedIn(process.env.WEFT_USER, process.env.WEFT_PASSWORD)
  const theirName = `先保存的 ${stamp}`
  const nameOf = (who) => who.getByRole('textbox', { name: '角色名称' })
  await open(second, `/settings/roles/${role.id}`)
  await second.getByRole('checkbox', { name: '打标签' }).check()
  await open(page, `/settings/roles/${role.id}`)
  await nameOf(page).fill(theirName)
  await saveButton(page).click()
  // It comes by itself, and what was chosen stays.
  const conflict = second.getByRole('alert').filter({ hasText: '内容已被他人修改' })
  await conflict.waitFor()
  must(await second.getByRole('checkbox', { name: '打标签' }).isChecked(), 'what was chosen is still there')
  must(await saveButton(second).isDisabled(), 'not saved before one decides')
  await conflict.getByText('打标签').waitFor()
  await conflict.getByText(`${theirName} → `).waitFor()
  await clean(second)
  await conflict.getByRole('button', { name: '保留我的更改' }).click()
  await conflict.waitFor({ state: 'detached' })
  await saveButton(second).click()
  await second.getByText('已保存').first().waitFor()
  const kept = await ask(page, 'GET', `/api/roles/${role.id}`)
  must(kept.name === draft.name && kept.permissions.includes('customer.tag'), JSON.stringify(kept))
  // The first had changed nothing since: it follows.
  await page.waitForFunction((name) => document.querySelector('h1')?.textContent?.includes(name), draft.name)
  // Not told in time, the second hears of it when he saves; and takes what the other saved.
  await second.context().route('**/api/live', (route) => route.abort())
  await open(second, `/settings/roles/${role.id}`)
  await nameOf(second).fill(`später ${stamp}`)
  await nameOf(page).fill(theirName)
  await saveButton(page).click()
  await page.getByRole('heading', { level: 1, name: theirName }).waitFor()
  // What the other saved cannot be read: that is told.
  const onlyWrites = (route) => (route.request().method() === 'GET' ? route.abort() : route.continue())
  await second.route(`**/api/roles/${role.id}`, onlyWrites)
  await saveButton(second).click()
  await second.locator('.ant-notification-notice').waitFor()
  await second.unroute(`**/api/roles/${role.id}`, onlyWrites)
  await saveButton(second).click()
  await conflict.waitFor()
  await conflict.getByRole('button', { name: '载入最新内容' }).click()
  await conflict.waitFor({ state: 'detached' })
  must((await nameOf(second).inputValue()) === theirName, 'theirs is there')
  must((await ask(page, 'GET', `/api/roles/${role.id}`)).name === theirName, 'and nothing of theirs was overwritten')
}

async function roleGoesUnderItsHolder(page, stamp) {
  const permissions = ['customer.read', 'audit.read', 'org.read']
  const role = await ask(page, 'POST', '/api/roles', { name: `会消失 ${stamp}`, permissions, scope: 'all' })
  const spare = (await ask(page, 'GET', '/api/roles')).items.find((r) => r.word === 'guide')
  const password = 'e2e correct horse'
  await ask(page, 'POST', '/api/users', { name: `holder${stamp}`, password, role_id: role.id })
  const { page: holder, errors } = await signedIn(`holder${stamp}`, password)
  await open(holder, '/settings/audit')
  await holder.locator('.ant-table-row').first().waitFor()
  await ask(page, 'DELETE', `/api/roles/${role.id}?move_to=${spare.id}`, undefined, role.revision)
  await holder.getByText('您没有「查看审计日志」的权限').waitFor()
  await holder.locator('nav a[href="/settings/audit"]').waitFor({ state: 'detached' })
  await clean(holder)
  await holder.locator('nav a[href="/"]').click()
  await holder.waitForURL((url) => url.pathname === '/')
  await settled(holder)
  must((await holder.locator('h1').count()) === 1, 'the pages of the other role open')
  must(errors.length === 0, errors.join('\n'))
}

async function shutOut(page) {
  const password = process.env.WEFT_DESK_PASSWORD
  const { items } = await ask(page, 'GET', '/api/users?limit=200')
  const guide = items.find((u) => u.name === 'guide')
  const { userid } = await ask(page, 'GET', `/api/staff/${guide.staff_id}`)
  const set = async (status) => {
    const told = await fetch(`${sim}/sim/staff/${userid}`, { method: 'POST', body: JSON.stringify({ status }) })
    must(told.ok, `the platform: ${told.status}`)
  }
  const isOut = async () => (await ask(page, 'GET', `/api/users/${guide.id}`)).is_shut_out
  const { page: his } = await signedIn('guide', password)
  try {
    await open(his, '/customers')
    await set(2)
    // Nobody touches the page: it goes to the sign-in and says so.
    await his.waitForURL(/sign-in/)
    await his.getByRole('alert').filter({ hasText: '您已退出登录' }).waitFor()
    must(new URL(his.url()).searchParams.get('return_to') === '/customers', 'the way back is kept')
    await clean(his)
    await his.locator('#name').fill('guide')
    await his.locator('#password').fill(password)
    await his.locator('button[type=submit]').click()
    await his.getByText('该员工已在企业微信中被禁用').waitFor()
    await open(page, '/settings/users')
    await page.locator('tr', { hasText: 'guide' }).getByText('企业微信中已禁用').waitFor()
  } finally {
    await set(1)
    // The same told twice within a second is one telling.
    for (let i = 0; i < 60 && (await isOut()); i++) {
      await page.waitForTimeout(1000)
      if (await isOut()) await set(1)
    }
  }
  await his.locator('#password').fill(password)
  await his.locator('button[type=submit]').click()
  await his.waitForURL(/\/customers$/)
}

export async function rightsJourneys({ page, test, stamp }) {
  await test('two change one role: the second sees what differs and decides; nothing is lost', () =>
    twoAtOneRole(page, stamp))
  await test('a role is deleted while its holder works: his page says so, and his menu follows', () =>
    roleGoesUnderItsHolder(page, stamp))
  if (process.env.WEFT_DESK_PASSWORD && sim)
    await test('a member disabled on the platform is led out, told why, and comes back', () => shutOut(page))
}

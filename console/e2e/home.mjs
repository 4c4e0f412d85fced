// The journeys of the desk: losses, search, help, modules, notices, drafts, the look on another device.
import { ask, base, clean, launch, must, open, settled, signIn } from './lib.mjs'

export async function homeJourneys({ page, test, errors }) {
  await test('a loss is contacted, and the notice takes it back', async () => {
    await open(page, '/')
    const list = page.locator('.todo', { hasText: '放弃' })
    await list.first().waitFor()
    const name = await list.first().locator('a').first().innerText()
    const before = (await ask(page, 'GET', '/api/win-backs?state=waiting')).waiting_count
    await list.first().getByRole('button', { name: '已联系' }).click()
    await page.locator('.ant-message', { hasText: name }).waitFor()
    await clean(page)
    must((await ask(page, 'GET', '/api/win-backs')).waiting_count === before - 1, 'one less waits')
    await page.locator('.ant-message').getByRole('button', { name: '撤销' }).click()
    await page.waitForFunction(async (n) => (await (await fetch('/api/win-backs')).json()).waiting_count === n, before)
  })
  await test('the palette finds records by keyboard alone', async () => {
    const before = errors.length
    await open(page, '/losses')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: /搜索/ }).waitFor()
    const staff = (await ask(page, 'GET', '/api/staff?limit=1')).items[0]
    await page.keyboard.type(staff.name)
    await page.locator('#palette-list', { hasText: staff.name }).waitFor()
    await clean(page)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('gnmk')
    await page.locator('#palette-list a', { hasText: '功能模块' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/settings\/modules/)
    await page.keyboard.press('Control+k')
    await page.locator('#palette-list a', { hasText: '最近' }).first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: /搜索/ }).waitFor({ state: 'detached' })
    must(errors.length === before, errors.slice(before).join('\n'))
  })
  await test('every page has its help', async () => {
    await open(page, '/channel-codes')
    await page.getByRole('button', { name: '本页帮助' }).click()
    await page.locator('.help ol li').first().waitFor()
    await clean(page)
    await page.keyboard.press('Escape')
  })
  await test('a module that is off leaves menu, page and API, and comes back whole', async () => {
    await open(page, '/settings/modules')
    const toggle = page.getByRole('switch', { name: '欢迎语' })
    await toggle.click()
    await page.locator('.ant-modal').getByRole('button', { name: '停用' }).click()
    await page.locator('.ant-badge, .badge', { hasText: '已停用' }).first().waitFor()
    const told = await ask(page, 'GET', '/api/welcome-policies').catch((e) => e.message)
    must(String(told).includes('module.off'), 'the server refuses')
    await open(page, '/welcome-policies')
    await page.getByText('该功能模块已停用').waitFor()
    must((await page.getByRole('menuitem', { name: '欢迎语' }).count()) === 0, 'the menu hides it')
    await clean(page)
    await open(page, '/settings/modules')
    await page.getByRole('switch', { name: '欢迎语' }).click()
    await page.waitForFunction(async () => (await fetch('/api/welcome-policies')).ok)
  })
  await test('how to be told is chosen per kind, with quiet hours', async () => {
    await open(page, '/settings/notifications')
    const kind = page.locator('.todo', { hasText: '操作被放弃' })
    await kind.getByText('关闭').click()
    await page.waitForFunction(async () =>
      (await (await fetch('/api/me/notification-settings')).json()).choices.some(
        (c) => c.kind === 'effect.dead' && c.channel === 'off',
      ),
    )
    await page.getByRole('switch', { name: '免打扰时段' }).click()
    await page.locator('.ant-picker-range').waitFor()
    await clean(page)
    await page.getByRole('switch', { name: '免打扰时段' }).click()
    await page.locator('.ant-picker-range').waitFor({ state: 'detached' })
    await kind.getByText('铃铛').click()
    await settled(page)
  })
  await test('what was typed is kept as a draft and offered back', async () => {
    await open(page, '/channel-codes/new')
    await page.locator('#name').fill('草稿里的活码')
    await page.getByText('草稿已保存').waitFor()
    page.once('dialog', (d) => void d.accept())
    await page.goto(`${base}/tags`)
    await open(page, '/channel-codes/new')
    await page.getByRole('button', { name: '恢复草稿' }).click()
    must((await page.locator('#name').inputValue()) === '草稿里的活码', 'the draft is back')
    await page.locator('.savebar').getByText('取消').click()
    await page.locator('.ant-modal-confirm .ant-btn-dangerous').click()
    await page.waitForURL(/\/channel-codes$/)
    await open(page, '/channel-codes/new')
    must((await page.getByRole('button', { name: '恢复草稿' }).count()) === 0, 'left on purpose: no draft')
  })
  await test('the look follows the user to another device', async () => {
    await open(page, '/tags')
    await page.getByRole('button', { name: '语言与外观' }).click()
    const kept = page.waitForResponse((r) => r.url().includes('/preferences/look') && r.request().method() === 'PUT')
    await page.getByRole('switch', { name: '色觉友好' }).click()
    await kept
    const other = await launch()
    await signIn(other.page)
    await other.page.waitForFunction(() => document.documentElement.classList.contains('blind'))
    await other.context.close()
    const undone = page.waitForResponse((r) => r.url().includes('/preferences/look') && r.request().method() === 'PUT')
    await page.getByRole('switch', { name: '色觉友好' }).click()
    await undone
  })
}

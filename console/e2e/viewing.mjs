// Seeing as another: whoever may do everything looks through a role that may do everything, and is offered nothing the
// server refuses; what may be read is there.
import { ask, base, clean, must, open } from './lib.mjs'

const PATHS = [
  '/boards',
  '/boards/owner',
  '/boards/owner?send=1',
  '/reports',
  '/analysis/metrics',
  '/customers?q=王',
  '/merge-reviews',
  '/settings/merge-policy',
  '/settings/erasures',
  '/settings/modules',
  '/settings/api-keys',
  '/settings/imports',
  '/settings/notifications',
  '/settings/security',
  '/settings/jobs',
]
const WRITES =
  /新建|保存|存为|修改|编辑|改名|删除|吊销|退出|启用|停用|现在发给我|接管|不再接收|是同一个人|查找疑似重复|核对|导出全部|重放|断开/

/** What is offered in the page or the drawer over it that changes something. */
const offered = (page) =>
  page.evaluate((words) => {
    const writes = new RegExp(words)
    const parts = document.querySelectorAll('main, .ant-drawer-open')
    const isOffered = (e) =>
      !e.disabled &&
      (e.type === 'file' || e.offsetParent !== null) &&
      (e.matches('[role=switch], [type=file], .ant-btn-primary, .ant-btn-dangerous, [data-create]') ||
        writes.test(e.textContent))
    return [...parts]
      .flatMap((part) => [...part.querySelectorAll('button, [type=file]')])
      .filter(isOffered)
      .map((e) => e.getAttribute('aria-label') || e.textContent || e.type)
  }, WRITES.source)

const inMenu = async (page, button) => {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await page.getByRole('menuitem').first().waitFor()
  const names = await page.getByRole('menuitem').allInnerTexts()
  await page.keyboard.press('Escape')
  return names
}

export async function viewingJourneys({ page, test, stamp }) {
  await test('who sees as a role is offered nothing that is refused, on every page, and reads what it may read', async () => {
    const { permissions, user } = await ask(page, 'GET', '/api/me')
    const customer = (await ask(page, 'GET', '/api/customers?limit=1')).items[0]
    const shops = (await ask(page, 'GET', '/api/shops')).items
    const role = await ask(page, 'POST', '/api/roles', { name: `都能做 ${stamp}`, permissions, scope: 'all' })
    const key = await ask(page, 'POST', '/api/api-keys', { name: `看 ${stamp}`, scopes: ['tag.read'] })
    const made = { every: 'day', weekdays: 31, day: 1, minute: 540, has_sheet: false, is_on: false }
    const schedule = await ask(page, 'POST', '/api/report-schedules', { ...made, board: 'owner', user_ids: [user.id] })
    const view = await ask(page, 'POST', '/api/views', {
      page: 'customers',
      name: `看 ${stamp}`,
      query: 'q=王',
      is_shared: false,
    })
    try {
      await ask(page, 'POST', '/api/me/view-as', { role_id: role.id })
      for (const path of [...PATHS, `/customers/${customer.id}`, ...shops.map((s) => `/settings/shops/${s.id}`)]) {
        await open(page, path)
        await page.locator('.banner.view').waitFor()
        const found = await offered(page)
        must(found.length === 0, `${path} offers ${found.join(', ')}`)
      }
      await clean(page)
      await open(page, `/customers/${customer.id}`)
      await page.getByText('个人数据').first().waitFor()
      await open(page, `/settings/shops/${shops[0].id}`)
      await page.getByRole('button', { name: '查看', exact: true }).first().click()
      await page.locator('.ant-drawer-open pre', { hasText: /\S/ }).waitFor()
      await open(page, '/settings/api-keys')
      await page.getByText(key.name).first().waitFor()
      await open(page, '/reports')
      must((await page.locator(`[data-schedule="${schedule.id}"]`).count()) === 1, 'the schedule is read')
      await open(page, `/customers?q=王&view=${view.id}`)
      const tab = page.locator('.view-tab.on')
      must((await tab.innerText()).includes(view.name) && (await tab.getByRole('button').count()) === 0, 'only a link')
      await open(page, '/boards/owner')
      const files = await inMenu(page, '导出')
      must(files.length > 0 && !files.some((name) => name.includes('XLSX')), files.join())
      await open(page, '/analysis/calendar')
      const ways = await inMenu(page, '更多')
      must(ways.length > 0 && !ways.some((name) => name.includes('存为')), ways.join())
    } finally {
      await ask(page, 'DELETE', '/api/me/view-as')
      await page.goto(base)
    }
    await ask(page, 'DELETE', `/api/report-schedules/${schedule.id}`)
    await ask(page, 'DELETE', `/api/views/${view.id}`)
    await ask(page, 'DELETE', `/api/api-keys/${key.id}`)
    await ask(page, 'DELETE', `/api/roles/${role.id}`, undefined, role.revision)
  })
}

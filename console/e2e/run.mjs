// Browser tests against any server that speaks the contract:
//   WEFT_URL=http://127.0.0.1:8080 WEFT_USER=admin WEFT_PASSWORD=… npm run e2e
// Without WEFT_URL it expects the mock (npm run build && npm run mock).

import { accessJourneys } from './access.mjs'
import { alertJourneys } from './alert.mjs'
import { analysisJourneys } from './analysis.mjs'
import { awayJourneys } from './away.mjs'
import { boardJourneys } from './board.mjs'
import { customerJourneys } from './customer.mjs'
import { failureJourneys } from './failures.mjs'
import { firstJourneys } from './first.mjs'
import { homeJourneys } from './home.mjs'
import { importJourneys } from './imports.mjs'
import { keyJourneys } from './keys.mjs'
import { axe, base, launch, must, open, password, settled, signIn, suite, user } from './lib.mjs'
import { linkJourneys } from './links.mjs'
import { mergeJourneys } from './merge.mjs'
import { orgJourneys } from './org.mjs'
import { phoneJourneys } from './phone.mjs'
import { privacyJourneys } from './privacy.mjs'
import { reportJourneys } from './reports.mjs'
import { rightsJourneys } from './rights.mjs'
import { roleJourneys } from './roles.mjs'
import { segmentKeyJourneys } from './segmentKeys.mjs'
import { storyJourneys } from './story.mjs'
import { tileJourneys } from './tiles.mjs'
import { unsavedJourneys } from './unsaved.mjs'
import { viewingJourneys } from './viewing.mjs'

const { test, end } = suite()
const { context, page, errors } = await launch()
const stamp = Date.now().toString(36)
const ids = async (path) =>
  (await page.evaluate(async (p) => (await (await fetch(p)).json()).items ?? [], path)).map((x) => x.id)

await test('a wrong password is told in words and nothing is let in', async () => {
  await page.goto(`${base}/customers?q=a`)
  await page.waitForURL(/sign-in/)
  must(page.url().includes('return_to='), 'the return path is kept')
  await page.locator('#name').fill(user)
  await page.locator('#password').fill('not the password')
  await page.locator('button[type=submit]').click()
  await page.waitForSelector('[role=alert]')
  must((await page.locator('[role=alert]').innerText()).includes('用户名或密码不正确'), 'the sentence')
})
await test('after signing in the page asked for opens', async () => {
  await page.locator('#password').fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(/\/customers\?q=a/)
})

const pages = [
  '/',
  '/channel-codes',
  '/channel-codes/new',
  '/channel-codes/batch',
  '/welcome-policies',
  '/welcome-policies?tab=sent',
  '/welcome-policies?tab=try',
  '/welcome-policies/new',
  '/customers',
  '/losses',
  '/merge-reviews',
  '/group-chats',
  '/tags',
  '/tags/rules',
  '/segments',
  '/segments/new',
  '/attributes',
  '/dictionary',
  '/dictionary?tab=try',
  '/dictionary?tab=unmatched',
  '/dictionary?tab=versions',
  '/orders',
  '/products',
  '/official-accounts',
  '/boards/growth',
  '/boards/growth?range=last365&cut=department&shape=curve',
  '/boards',
  '/boards/owner',
  '/boards/finance',
  '/reports',
  '/analysis/trend',
  '/analysis/trend?look=stacked',
  '/analysis/funnel',
  '/analysis/retention',
  '/analysis/retention?look=curve',
  '/analysis/paths',
  '/analysis/movement',
  '/analysis/pivot',
  '/analysis/metrics',
  '/analysis/attribution',
  '/settings/org',
  '/settings/stores',
  '/settings/stores/import',
  '/settings/stores/import?kind=staff',
  '/settings/users',
  '/settings/roles',
  '/settings/roles/new',
  '/settings/roles/allowances',
  '/settings/security',
  '/settings/merge-policy',
  '/settings/erasures',
  '/settings/modules',
  '/settings/notifications',
  '/settings/api-keys',
  '/settings/connections',
  '/settings/connections?tab=callbacks',
  '/settings/connections?tab=effects',
  '/settings/connections?tab=inside',
  '/settings/connections/new',
  '/settings/connections/new-account',
  '/settings/shops',
  '/settings/sources',
  '/settings/sources?tab=live',
  '/settings/sources?tab=types',
  '/settings/jobs',
  '/settings/audit',
  '/settings/imports',
  '/settings/erasures',
  '/nowhere',
]
await signIn(page)
for (const [list, path] of [
  ['/api/channel-codes', '/channel-codes/{}'],
  ['/api/channel-codes', '/channel-codes/{}/edit'],
  ['/api/welcome-policies', '/welcome-policies/{}'],
  ['/api/customers?limit=1', '/customers/{}'],
  ['/api/customers?limit=1', '/customers?open={}'],
  ['/api/connections', '/settings/connections/{}'],
  ['/api/group-chats?limit=1', '/group-chats/{}'],
  ['/api/orders?limit=1', '/orders/{}'],
  ['/api/shops', '/settings/shops/{}'],
  ['/api/segments', '/segments/{}'],
  ['/api/segments', '/segments/{}/edit'],
]) {
  const [id] = await ids(list)
  if (id) pages.push(path.replace('{}', id))
}
for (const path of pages)
  await test(`${path.replace(/\d{5,}/, '…')} opens without errors and is axe clean`, async () => {
    const before = errors.length
    await open(page, path)
    must((await page.locator('h1').count()) === 1, 'one heading of the first level')
    const alerts = await page.locator('.ant-alert-error').allInnerTexts()
    must(alerts.length === 0, `an error card: ${alerts[0]}`)
    const found = await axe(page)
    must(found.length === 0, found.join('\n'))
    must(errors.length === before, errors.slice(before).join('\n'))
  })

await test('Ctrl K finds a page by its pinyin initials and goes there', async () => {
  await open(page, '/')
  await page.keyboard.press('Control+k')
  await page.waitForSelector('[role=listbox]')
  await page.keyboard.type('khlb')
  await page.locator('[role=listbox] [role=option], #palette-list a', { hasText: '客户列表' }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/customers$/)
})
await test('G then T goes to the tags, and letters typed in a field stay letters', async () => {
  await settled(page)
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.waitForURL(/\/tags/)
  await settled(page)
  await page.keyboard.press('/')
  await page.keyboard.type('gc')
  must(page.url().endsWith('/tags'), 'stays on the page')
})
await test('filters live in the address and can be cleared', async () => {
  await open(page, '/customers?q=zzzzzz')
  await page.getByRole('button', { name: '清除筛选' }).first().click()
  await page.waitForURL((url) => url.search === '')
})
await test('a row opens a drawer by keyboard and the address remembers it', async () => {
  await open(page, '/customers')
  if ((await page.locator('[role=grid]').count()) === 0) return
  await page.locator('[role=grid]').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.ant-drawer-open')
  must(page.url().includes('open='), 'the address')
  await page.waitForTimeout(400)
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.search.includes('open='))
})
await linkJourneys({ page, test })
await keyJourneys({ page, test })
await segmentKeyJourneys({ page, test })
await homeJourneys({ page, test, errors })
await orgJourneys({ page, test, stamp })
await accessJourneys({ page, test, stamp })
await viewingJourneys({ page, test, stamp })
await rightsJourneys({ page, test, stamp })
await customerJourneys({ page, test, stamp })
await importJourneys({ page, test, stamp })
await boardJourneys({ page, test })
await analysisJourneys({ page, test })
await alertJourneys({ page, test, stamp })
await reportJourneys({ page, test })
await tileJourneys({ page, test })
await mergeJourneys({ page, test })
await privacyJourneys({ page, test })
await unsavedJourneys({ page, test, stamp })
await test('a channel code is made from the form', async () => {
  await open(page, '/channel-codes/new')
  await page.locator('#name').fill(`活码 ${stamp}`)
  await page.getByRole('button', { name: '保存' }).click()
  await page.waitForSelector('text=请至少选择一位接待员工')
  await page.locator('#staff, [aria-label="接待员工"]').first().click()
  await page.waitForSelector('.ant-select-tree-checkbox')
  await page.locator('.ant-select-tree-checkbox').first().click()
  await page.keyboard.press('Escape')
  await page.waitForSelector('.plain-table tbody tr')
  await page.getByText('使用本活码的欢迎语').click()
  await page.waitForSelector('textarea[aria-label]')
  await page.locator('textarea[aria-label]').fill('你好')
  await page.getByRole('button', { name: '客户昵称' }).last().click()
  must((await page.locator('.phone-body').textContent()).includes('小満妈妈'), 'the phone shows the name')
  await page.getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/\/channel-codes\/\d+$/)
  await page.waitForSelector(`h1:has-text("活码 ${stamp}")`)
})
await test('a welcome policy is made and found in the list', async () => {
  await open(page, '/welcome-policies/new')
  await page.locator('#name').fill(`策略 ${stamp}`)
  await page.locator('textarea[aria-label]').fill('欢迎 {客户昵称}')
  await page.getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/\/welcome-policies$/)
  await page.waitForSelector(`text=策略 ${stamp}`)
})
await test('an internal tag group is made', async () => {
  await open(page, '/tags')
  await page.getByRole('button', { name: '新建标签组' }).click()
  await page.locator('.ant-modal').getByText('内部标签').click()
  await page.locator('.ant-modal #name').fill(`组${stamp}`)
  await page.locator('.ant-modal #tags').fill('甲')
  await page.keyboard.press('Enter')
  await page.locator('.ant-modal').getByRole('button', { name: '新建' }).click()
  await page.waitForSelector(`text=组${stamp}`)
})
await test('an API key is shown once', async () => {
  await open(page, '/settings/api-keys')
  await page.getByRole('button', { name: '新建密钥' }).click()
  await page.locator('.ant-modal #name').fill(`密钥 ${stamp}`)
  await page.locator('.ant-modal input[type=checkbox]').first().check()
  await page.locator('.ant-modal').getByRole('button', { name: '新建' }).click()
  await page.waitForSelector('text=密钥只显示这一次')
  await page.locator('.ant-modal').getByRole('button', { name: '完成' }).click()
})
await test('English has no Chinese left on the pages with our own words only', async () => {
  await page.evaluate(() => localStorage.setItem('weft.lang', 'en-US'))
  for (const path of ['/settings/api-keys', '/channel-codes/batch', '/settings/connections/new']) {
    await open(page, path)
    const text = (await page.locator('main').textContent()).replace(/密钥 \w+|数据中台|名称, 媒介, 分组/g, '')
    must(!/[一-鿿]/.test(text), `${path}: ${text.match(/.{0,20}[一-鿿].{0,20}/)?.[0]}`)
  }
  await page.evaluate(() => localStorage.setItem('weft.lang', 'zh-CN'))
})
await awayJourneys({ test })
await failureJourneys({ page, test, pages })
await phoneJourneys({ test, pages })
await test('the workbench shows its figures', async () => {
  await page.goto(`${base}/`)
  await page.waitForSelector('.figure-value')
})
await context.close()

await test('the content policy of the server is kept by every kind of page', async () => {
  const strict = await launch({ bypassCSP: false })
  const blocked = []
  strict.page.on(
    'console',
    (m) =>
      /Content Security Policy|Refused to/.test(m.text()) &&
      !/Loading the image/.test(m.text()) &&
      blocked.push(m.text().slice(0, 200)),
  )
  await signIn(strict.page)
  for (const path of ['/', '/customers', '/channel-codes/new', '/welcome-policies?tab=try'])
    await open(strict.page, path)
  await strict.context.close()
  must(blocked.length === 0, blocked[0])
})
await roleJourneys(test)
await firstJourneys(test)
if (process.env.WEFT_SIM_URL) await storyJourneys({ test, stamp })
process.exit(end())

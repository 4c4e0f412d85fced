// With the API failing, with nothing behind an address, and without a network: every page says what happened in words
// and shows a way on.
import { must, open } from './lib.mjs'

/** Pages that read nothing before somebody types. */
const READS_NOTHING = [/\/new$/, /\/new-account$/, /\/batch$/, /\/import$/, /^\/nowhere$/, /\?/]
const isSpared = (path) => /^\/api\/(me|live|me\/preferences\/.*)$/.test(path)

/** Pages about one thing. */
const ABOUT_ONE = [
  '/channel-codes/{}',
  '/channel-codes/{}/edit',
  '/welcome-policies/{}',
  '/customers/{}',
  '/group-chats/{}',
  '/segments/{}',
  '/segments/{}/edit',
  '/orders/{}',
  '/boards/{}',
  '/alerts/{}',
  '/alerts/{}/edit',
  '/settings/roles/{}',
  '/settings/shops/{}',
  '/settings/connections/{}',
]

// One page after the other without loading the console anew; nothing of the last one is left in between.
const go = (page, path) => page.evaluate((to) => history.pushState({}, '', to), path)
const leave = async (page) => {
  await go(page, '/nowhere')
  await page.locator('main .empty h1').waitFor()
}

async function missing(page) {
  for (const path of ABOUT_ONE)
    for (const id of ['999999999999999', 'nothing']) {
      await leave(page)
      await go(page, path.replace('{}', id))
      const told = page.locator('main .empty:has(a[href]):not(:has(h1))')
      await told.waitFor().catch(() => must(false, `${path} of ${id} says nothing: ${page.url()}`))
      must((await page.locator('main h1').count()) === 1, `${path}: one heading`)
      must(!/请求编号|_/.test(await told.innerText()), `${path}: ${await told.innerText()}`)
    }
}

const cut = async (page) => {
  await page.context().setOffline(true)
  await page.locator('.banner', { hasText: '网络已断开' }).waitFor()
}
const toldOffline = async (page, path) => {
  const told = page.locator('main :is(.ant-alert-error, .error-line)', { hasText: '无法连接服务器' }).first()
  await told.waitFor().catch(() => must(false, `${path} says nothing: ${page.url()}`))
}
const back = async (page, path) => {
  await page.context().setOffline(false)
  await page
    .waitForFunction(
      () =>
        !document.querySelector('.banner, main .ant-alert-error, main .error-line') &&
        document.querySelector('main h1'),
    )
    .catch(() => must(false, `${path} does not recover`))
}

/** Pages that come back by themselves: one of each way to read. */
const COME_BACK = [
  '/',
  '/channel-codes',
  '/customers',
  '/group-chats',
  '/boards',
  '/boards/growth',
  '/analysis/trend',
  '/settings/org',
  '/settings/roles',
  '/settings/audit',
]

async function offline(page, paths) {
  await cut(page)
  for (const path of paths) {
    await leave(page)
    await go(page, path)
    await toldOffline(page, path)
  }
  for (const path of COME_BACK) {
    await leave(page)
    await cut(page)
    await go(page, path)
    await toldOffline(page, path)
    await back(page, path)
  }
}

/** Nothing of these pages has been loaded when the network goes. */
async function offlineAtOnce(page) {
  await open(page, '/nowhere')
  await cut(page)
  await go(page, '/losses')
  await toldOffline(page, '/losses')
  await back(page, '/losses')
}

async function typed(page) {
  const name = `断网 ${Date.now().toString(36)}`
  await open(page, '/welcome-policies/new')
  await page.locator('#name').fill(name)
  await page.locator('textarea[aria-label]').fill('欢迎')
  await cut(page)
  await page.getByRole('button', { name: '保存' }).click()
  await page.locator('[role=alert]', { hasText: '无法连接服务器' }).first().waitFor()
  must((await page.locator('#name').inputValue()) === name, 'what was typed stays')
  await page.context().setOffline(false)
  await page.locator('.banner', { hasText: '网络已断开' }).waitFor({ state: 'detached' })
  must(page.url().endsWith('/welcome-policies/new'), 'nothing was done behind one’s back')
  await page.getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/\/welcome-policies$/)
  await page.waitForSelector(`text=${name}`)
}

export async function failureJourneys({ page, test, pages }) {
  const paths = [...new Set(pages)].filter((path) => !READS_NOTHING.some((r) => r.test(path)))
  await test(`${paths.length} pages tell that the server failed, and offer to try again`, async () => {
    await page.route('**/api/**', (route) =>
      isSpared(new URL(route.request().url()).pathname)
        ? route.continue()
        : route.fulfill({
            status: 500,
            contentType: 'application/problem+json',
            body: JSON.stringify({ status: 500, reason: 'internal', title: 'x', request_id: 'req-1' }),
          }),
    )
    await open(page, '/nowhere') // with nothing known from before
    for (const path of paths) {
      await leave(page)
      await go(page, path)
      const told = page.locator('main .ant-alert-error').first()
      await told.waitFor().catch(() => must(false, `${path} says nothing: ${page.url()}`))
      const text = await told.innerText()
      must(text.includes('重试') && text.includes('req-1'), `${path}: ${text}`)
      must((await page.locator('main h1').count()) === 1, `${path}: one heading`)
    }
    await page.unroute('**/api/**')
  })
  await test(`${paths.length} pages say that there is no network, and come back by themselves`, () =>
    offline(page, paths))
  await test('a page that was not loaded before the network went comes when it is back', () => offlineAtOnce(page))
  await test('what was typed without a network stays, and is saved when asked again', () => typed(page))
  await test(`${ABOUT_ONE.length} pages about one thing say that there is none, and lead back`, () => missing(page))
}

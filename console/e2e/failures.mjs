// With the API failing, every page says what happened in words and offers to try again.
import { must, open } from './lib.mjs'

/** Pages that read nothing before somebody types. */
const READS_NOTHING = [/\/new$/, /\/new-account$/, /\/batch$/, /\/import$/, /^\/nowhere$/, /\?/]
const isSpared = (path) => /^\/api\/(me|live|me\/preferences\/.*)$/.test(path)

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
    // One page after the other without loading the console anew; nothing of the last one is left in between.
    const go = (path) => page.evaluate((to) => history.pushState({}, '', to), path)
    for (const path of paths) {
      await go('/nowhere')
      await page.locator('main .empty h1').waitFor()
      await go(path)
      const told = page.locator('main .ant-alert-error').first()
      await told.waitFor().catch(() => must(false, `${path} says nothing: ${page.url()}`))
      const text = await told.innerText()
      must(text.includes('重试') && text.includes('req-1'), `${path}: ${text}`)
      must((await page.locator('main h1').count()) === 1, `${path}: one heading`)
    }
    await page.unroute('**/api/**')
  })
}

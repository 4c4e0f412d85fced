// When a page of the console is first and largest painted, with a cold cache.
//   node paint.mjs URL USER PASSWORD      prints a line "name milliseconds" each
import { createRequire } from 'node:module'

const [base, user, password] = process.argv.slice(2)
const require = createRequire(new URL('../console/package.json', import.meta.url))
const { chromium } = require('playwright-core')
const REPEAT = 5
const PAGES = { 'sign-in': '/sign-in', home: '/', customers: '/customers' }

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
})

async function signIn(context) {
  const page = await context.newPage()
  await page.goto(`${base}/sign-in`)
  await page.locator('#name').fill(user)
  await page.locator('#password').fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
  await page.close()
}

/** The largest thing painted within three seconds: on these pages heading, table or form. */
async function paints(context, path) {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.goto(base + path)
  await page.waitForTimeout(3000)
  const found = await page.evaluate(
    () =>
      new Promise((done) => {
        new PerformanceObserver((list) => {
          const first = performance.getEntriesByName('first-contentful-paint')[0]
          done({ first: first.startTime, largest: list.getEntries().at(-1).startTime })
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )
  await page.close()
  return found
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

const guest = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
const known = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
await signIn(known)
for (const [name, path] of Object.entries(PAGES)) {
  const all = []
  for (let i = 0; i < REPEAT; i++) all.push(await paints(name === 'sign-in' ? guest : known, path))
  console.log(`${name}, first paint ${median(all.map((one) => one.first)).toFixed(0)}`)
  console.log(`${name}, largest paint ${median(all.map((one) => one.largest)).toFixed(0)}`)
}
await browser.close()

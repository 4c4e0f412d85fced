// The server stops under open pages, and comes back: every page says so in words, keeps what was typed, offers to try
// again and recovers by itself. A proxy stands for it: what the server itself keeps is not disturbed.
import { connect, createServer } from 'node:net'
import { base, launch, must, settled, signIn } from './lib.mjs'

/** The server at another port, to be stopped and started. */
function proxy() {
  const { hostname, port } = new URL(base)
  const open = new Set()
  const serve = () =>
    createServer((there) => {
      const here = connect(Number(port), hostname)
      for (const [one, other] of [
        [there, here],
        [here, there],
      ]) {
        open.add(one)
        one.pipe(other)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          open.delete(one)
          other.destroy()
        })
      }
    })
  let server = null
  let at = 0
  return {
    async start() {
      server = serve()
      await new Promise((ready) => server.listen(at, hostname, ready))
      at = server.address().port
      return `http://${hostname}:${at}`
    },
    async stop() {
      const closed = new Promise((done) => server.close(done))
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}

const TOLD = '无法连接服务器'
const lost = (page) => page.locator('.banner', { hasText: TOLD }).waitFor()
const card = (page) => page.locator('main :is(.ant-alert-error, .error-line)', { hasText: TOLD }).first()
const back = async (page, what) => {
  await page
    .waitForFunction(() => !document.querySelector('.banner, main .ant-alert-error, main .error-line'))
    .catch(() => must(false, `${what} does not recover`))
  await settled(page)
}

export async function awayJourneys({ test }) {
  const server = proxy()
  const url = await server.start()
  const { context, page } = await launch()
  const open = async (path) => {
    await page.goto(url + path)
    await settled(page)
  }
  /** While the server is away; it is back afterwards, however that ends. */
  const without = async (what) => {
    await server.stop()
    try {
      await what()
    } finally {
      await server.start()
    }
  }
  await signIn(page, url)

  await test('a board is not called live any more when the server stops, and is live again by itself', async () => {
    for (const path of ['/boards/growth', '/boards/owner']) {
      await open(path)
      const live = page.locator('.page-head .badge', { hasText: '实时更新' })
      await page.locator('.page-head .badge.good', { hasText: '实时更新' }).waitFor()
      await without(async () => {
        const stopped = Date.now()
        await page.locator('.page-head .badge.warn', { hasText: '实时更新已断开' }).waitFor()
        must(Date.now() - stopped < 3000, `${path} says so after ${Date.now() - stopped} ms`)
        await lost(page)
      })
      await page.locator('.page-head .badge.good', { hasText: '实时更新' }).waitFor()
      must((await live.count()) === 1, 'one word of it')
      await back(page, path)
    }
  })
  await test('lists and boards asked anew without a server say so, offer to try again, and come back', async () => {
    const asks = [
      ['/customers', () => page.locator('main input').first().fill('王')],
      ['/boards/growth', () => page.getByText('按周', { exact: true }).click()],
      ['/boards/owner', () => page.getByText('近 90 天', { exact: true }).click()],
    ]
    for (const [path, ask] of asks) {
      await open(path)
      await without(async () => {
        await lost(page)
        await ask()
        await card(page).waitFor()
        must(/重试/.test(await card(page).innerText()), `${path} offers to try again`)
      })
      await back(page, path)
    }
  })
  await test('parts of a page that were not loaded yet say so, and come with the server', async () => {
    await open('/')
    await without(async () => {
      await lost(page)
      await page.evaluate(() => history.pushState({}, '', '/losses'))
      await card(page).waitFor()
    })
    await page.locator('main h1', { hasText: '流失' }).waitFor()
    await back(page, '/losses')
  })
  await test('an audience typed without a server is kept and saved when it is back', async () => {
    const name = `断线 ${Date.now().toString(36)}`
    await open('/segments/new')
    await page.locator('#name').fill(name)
    await without(async () => {
      await lost(page)
      await page.getByText('满足任一条件').click()
      await page.getByRole('button', { name: '保存' }).click()
      await page
        .locator('.ant-notification [role=alert], .ant-notification-notice', { hasText: TOLD })
        .first()
        .waitFor()
      must((await page.locator('#name').inputValue()) === name, 'the name stays')
    })
    await back(page, 'the audience')
    must((await page.locator('#name').inputValue()) === name, 'the name is still there')
    await page.getByRole('button', { name: '保存' }).click()
    await page.waitForURL(/\/segments\/\d+$/)
  })
  await test('a note on a customer, and a file to import, wait for the server', async () => {
    await open('/customers')
    const id = await page.evaluate(async () => (await (await fetch('/api/customers?limit=1')).json()).items[0].id)
    await open(`/customers/${id}`)
    const note = page.locator('main textarea').first()
    await note.fill('断线时写的备注')
    await without(async () => {
      await lost(page)
      await note.press('Control+Enter')
      await page.locator('.ant-notification-notice', { hasText: TOLD }).first().waitFor()
      must((await note.inputValue()) === '断线时写的备注', 'the note stays')
    })
    await back(page, 'the customer')
    must((await note.inputValue()) === '断线时写的备注', 'the note is still there')
    await note.fill('')
    await open('/settings/imports')
    const csv = { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('姓名,手机号\n张三,13800001111\n') }
    await without(async () => {
      await lost(page)
      await page.locator('input[type=file]').first().setInputFiles(csv)
      await card(page).waitFor()
    })
    await page.locator('.banner').waitFor({ state: 'detached' })
    await page.locator('input[type=file]').first().setInputFiles(csv)
    await page.waitForURL(/file=/)
  })
  await context.close()
  await server.stop()
}

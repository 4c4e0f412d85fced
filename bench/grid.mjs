// How the list of customers feels in Chromium: frames a second while it is scrolled, a jump to the far
// end, choosing all, the heap.
//   node grid.mjs URL USER PASSWORD      prints a line "name value unit (aim)" each; 1 when one is missed
import { createRequire } from 'node:module'

const [base, user, password] = process.argv.slice(2)
const require = createRequire(new URL('../console/package.json', import.meta.url))
const { chromium } = require('playwright-core')
const FRAMES = 240
const STEP = 240
const JUMPS = 9

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--js-flags=--expose-gc',
    '--enable-precise-memory-info',
  ],
})
const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
const answer = await context.request.post(`${base}/api/sessions`, { data: { name: user, password } })
if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`)
const page = await context.newPage()
await page.goto(`${base}/customers`)
await page.locator('.grid-row .face').first().waitFor()
await page.waitForTimeout(1500)

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const percentile = (values, p) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * p)]
const heap = () =>
  page.evaluate(() => {
    globalThis.gc?.()
    return performance.memory.usedJSHeapSize / 1e6
  })

const rows = Number(await page.locator('.grid').getAttribute('aria-rowcount')) - 1
const before = await heap()

/** Milliseconds of each frame while the list goes on by so many of its own pixels in each, of which the scroll bar has
 * fewer when there are very many rows; with 0 nothing is scrolled: what the machine itself can do. `missing` are frames
 * in which a row in sight did not yet show whom it is about. */
const framesOf = (step) =>
  page.evaluate(
    ({ count, step }) =>
      new Promise((done) => {
        const box = document.querySelector('.grid')
        const row = box.querySelector('.grid-row').offsetHeight
        const scale = box.querySelector('.grid-track').offsetHeight / ((box.getAttribute('aria-rowcount') - 1) * row)
        const times = []
        let missing = 0
        let place = box.scrollTop
        let last = performance.now()
        const next = (now) => {
          times.push(now - last)
          last = now
          if (step && box.querySelector('.grid-wait')) missing++
          place += step * Math.min(1, scale)
          box.scrollTop = place
          if (times.length < count) requestAnimationFrame(next)
          else done({ times: times.slice(1), missing })
        }
        requestAnimationFrame(next)
      }),
    { count: FRAMES, step },
  )
const fpsOf = (times) => 1000 / (times.reduce((sum, ms) => sum + ms, 0) / times.length)
const cdp = await context.newCDPSession(page)
await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
/** Seconds of processor time the page's main thread has used: what a frame costs, whoever else uses the machine. */
const worked = async () => (await cdp.send('Performance.getMetrics')).metrics.find((m) => m.name === 'ThreadTime').value
const { times: idle } = await framesOf(0)
const began = await worked()
const { times: frames, missing } = await framesOf(STEP)
const perFrame = ((await worked()) - began) / FRAMES

/** Until the row at the place one jumped to shows who it is. */
const jump = (part) =>
  page.evaluate(
    (where) =>
      new Promise((done) => {
        const box = document.querySelector('.grid')
        const started = performance.now()
        box.scrollTop = (box.scrollHeight - box.clientHeight) * where
        const look = () => {
          const top = box.getBoundingClientRect().top + 60
          const seen = [...box.querySelectorAll('.grid-row')].filter((r) => r.getBoundingClientRect().bottom > top)
          if (seen.length > 3 && seen.slice(0, 3).every((r) => r.querySelector('.face')))
            return done(performance.now() - started)
          requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    part,
  )
const jumps = []
for (let i = 0; i < JUMPS; i++) {
  jumps.push(await jump(i % 2 ? 0.1 + i / 20 : 1 - i / 20))
  await page.waitForTimeout(300)
}
await jump(1)
const last = await page.evaluate(() =>
  Math.max(...[...document.querySelectorAll('.grid-row')].map((row) => Number(row.getAttribute('aria-rowindex')))),
)

const timed = async (act, until) => {
  const started = Date.now()
  await act()
  await until()
  return Date.now() - started
}
await page.locator('.grid').focus()
const all = await timed(
  () => page.keyboard.press('Control+a'),
  () => page.locator('.bulk').waitFor(),
)
await page.waitForTimeout(500)
const after = await heap()

let missed = 0
function tell(name, value, unit, aim, good) {
  if (good === false) missed++
  console.log(`${name} ${value} ${unit}${aim ? ` (aim ${aim}${good ? '' : ', MISSED'})` : ''}`)
}
const fps = fpsOf(frames)
tell('rows', rows, '')
tell('the same page at rest', fpsOf(idle).toFixed(1), 'frames/s')
tell('scrolling', fps.toFixed(1), 'frames/s', '>= 50', fps >= 50)
tell('main thread, a frame', (perFrame * 1000).toFixed(1), 'ms of processor time')
tell('frames with a row not yet read', missing, `of ${FRAMES}`)
tell('a frame, p95', percentile(frames, 0.95).toFixed(0), 'ms')
tell('far jump, median', median(jumps).toFixed(0), 'ms', '<= 150', median(jumps) <= 150)
tell('far jump, at most', Math.max(...jumps).toFixed(0), 'ms')
tell('last row reached', Number(last) - 1, '', String(rows), Number(last) - 1 === rows)
tell('choose all', all, 'ms')
tell('heap before; after', `${before.toFixed(1)}; ${after.toFixed(1)}`, 'MB', '<= 40', after <= 40)
await browser.close()
process.exit(missed ? 1 : 0)

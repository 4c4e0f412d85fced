// Shared by the browser tests: a browser, a signed-in page, axe, and checks with names.
import { mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

export const base = process.env.WEFT_URL ?? 'http://127.0.0.1:7450'
export const user = process.env.WEFT_USER ?? 'admin'
export const password = process.env.WEFT_PASSWORD ?? 'weft-demo-2026'
/** Longest wait for anything, ms: the machine may be slow and busy; only what never comes fails. */
export const PATIENCE = Number(process.env.WEFT_PATIENCE_MS ?? 60_000)
/** Pages that stand open: what they show is told when something fails. */
const standing = new Set()
/** Browsers of one test (`forOne`), closed when it has ended and what they show has been told. */
const ofTest = []
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export async function launch({
  lang = 'zh-CN',
  prefs = {},
  viewport = { width: 1440, height: 900 },
  bypassCSP = true,
  forOne = false,
} = {}) {
  const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'weft-e2e-')), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    viewport,
    bypassCSP, // axe is injected; the pages' own policy is tested apart
    reducedMotion: 'reduce', // a press in the moment a dialog still grows may meet nothing
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  await context.addInitScript(
    ([language, wanted]) => {
      if (!localStorage.getItem('weft.lang')) localStorage.setItem('weft.lang', language)
      if (!localStorage.getItem('weft.prefs'))
        localStorage.setItem('weft.prefs', JSON.stringify({ state: { dark: false, ...wanted }, version: 0 }))
    },
    [lang, prefs],
  )
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(PATIENCE)
  standing.add(page)
  if (forOne) ofTest.push(context)
  context.on('close', () => standing.delete(page))
  const errors = []
  page.on('pageerror', (e) => errors.push(`${page.url()}: ${e.message}`))
  page.on('console', (m) => {
    if (m.type() === 'error' && !/Failed to load resource/.test(m.text()))
      errors.push(`${page.url()}: ${m.text().slice(0, 300)}`)
  })
  return { context, page, errors }
}

export async function signIn(page, at = base) {
  await page.goto(`${at}/sign-in`)
  await page.locator('#name').fill(user)
  await page.locator('#password').fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
}

/** What a user asks, by the page he is signed in on. */
export const ask = (page, method, path, body, revision) =>
  page.evaluate(
    async ([how, where, what, mark]) => {
      const headers = { 'Content-Type': 'application/json', ...(mark ? { 'If-Match': `"r${mark}"` } : {}) }
      const answer = await fetch(where, { method: how, headers, body: what && JSON.stringify(what) })
      if (!answer.ok) throw new Error(`${how} ${where}: ${await answer.text()}`)
      return answer.status === 204 ? null : answer.json()
    },
    [method, path, body, revision],
  )

/** Somebody signed in in a browser of his own, as long as the test runs. */
export async function signedIn(name, password) {
  const one = await launch({ forOne: true })
  const signed = await one.context.request.post(`${base}/api/sessions`, { data: { name, password } })
  must(signed.ok(), `${name} signs in: ${signed.status()}`)
  return one
}

/** Opens a path and waits until nothing is loading any more. */
export async function open(page, path) {
  await page.goto(base + path)
  await settled(page)
}
export async function settled(page) {
  await page.waitForSelector('main', { timeout: PATIENCE })
  await page.waitForTimeout(250)
  await page
    .waitForFunction(() => !document.querySelector('.loading, .ant-skeleton, .ant-spin-spinning'), null, {
      timeout: PATIENCE,
    })
    .catch(() => {})
  await page.waitForTimeout(350)
}

/** Tab, until the focus is on what is called so; from the dialog or the page one is in. */
export async function tabTo(page, name, most = 260) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const e = document.activeElement
      if (!e || e === document.body) return ''
      return e.getAttribute('aria-label') ?? (e.closest('label') ?? e.labels?.[0] ?? e).textContent ?? ''
    })
    if (at.includes(name)) return
  }
  must(false, `Tab does not come to ${name}`)
}

/** Axe violations of what is on screen, as short lines: those that stay, not those of a page still changing. */
export async function axe(page) {
  let found = await axeOnce(page)
  for (let again = 0; again < 4 && found.length > 0; again++) {
    await page.waitForTimeout(700)
    found = await axeOnce(page)
  }
  return found
}

/** Nothing on screen breaks a rule of axe. */
export async function clean(page) {
  const found = await axe(page)
  must(found.length === 0, found.join('\n'))
}

async function axeOnce(page) {
  // Tooltips and menus on their way out stand outside of every landmark.
  await page.mouse.move(1, 1)
  await page
    .waitForFunction(
      () => !document.querySelector('.ant-tooltip:not(.ant-tooltip-hidden), .ant-dropdown:not(.ant-dropdown-hidden)'),
      null,
      { timeout: 3000 },
    )
    .catch(() => {})
  // What is fading in has not its own colours yet.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((a) => Number.isFinite(Number(a.effect?.getComputedTiming().endTime)))
        .map((a) => a.finished.catch(() => {})),
    ),
  )
  await page.evaluate(axeSource)
  const result = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }),
  )
  return result.violations.map(
    (v) =>
      `${v.id} (${v.impact}, ${v.nodes.length}): ${v.nodes
        .slice(0, 3)
        .map((n) => `${n.target.join(' ')} ${n.any[0]?.message ?? ''}`)
        .join(' | ')
        .slice(0, 420)}`,
  )
}

/** What a page shows, in words, and a picture of it. */
async function seenOn(page) {
  const picture = join(process.env.WEFT_E2E_OUT ?? tmpdir(), `weft-e2e-${process.pid}-${++pictures}.png`)
  const words = await page.evaluate(() =>
    ['main', '.ant-modal', '.ant-drawer-open', '.ant-message', '.ant-notification', '.ant-popover']
      .flatMap((part) =>
        [...document.querySelectorAll(part)].map((e) => [part, e.innerText.replace(/\s+/g, ' ').trim()]),
      )
      .filter(([, text]) => text)
      .map(([part, text]) => `${part}: ${text.slice(0, 700)}`),
  )
  await page.screenshot({ path: picture, timeout: 10_000 })
  return [`${page.url()}  ${picture}`, ...words].join('\n        ')
}
let pictures = 0

export function suite() {
  let failed = 0
  let passed = 0
  return {
    async test(name, run) {
      const started = Date.now()
      try {
        await run()
        passed++
        console.log(`  ok  ${name} (${Date.now() - started} ms)`)
      } catch (error) {
        failed++
        console.log(
          `FAIL  ${name}\n      ${String(error.message ?? error)
            .split('\n')
            .slice(0, 6)
            .join('\n      ')}`,
        )
        for (const page of standing)
          console.log(`      on ${await seenOn(page).catch((e) => `a page that shows nothing: ${e.message}`)}`)
      }
      for (const context of ofTest.splice(0)) await context.close()
    },
    end() {
      console.log(`${passed} passed, ${failed} failed`)
      return failed === 0 ? 0 : 1
    },
  }
}
export const must = (truth, what) => {
  if (!truth) throw new Error(what)
}

// Each role at its desk, in Chinese and in English: its pages open, its work of the day is done, and nothing is seen
// or offered that the role may not have.
import { ask, base, launch, must, open, settled } from './lib.mjs'

const ZH = {
  lang: 'zh-CN',
  note: '跟进备注',
  reveal: '查看手机号',
  find: '按昵称、备注或手机号查找',
  tag: '打标签',
  export: '导出',
  download: '下载',
  verify: '校验完整性',
  intact: '没有改动或缺失',
}
const EN = {
  lang: 'en-US',
  note: 'Note',
  reveal: 'Show Phone',
  find: 'Find by name, remark or phone',
  tag: 'Tag',
  export: 'Export',
  download: 'Download',
  verify: 'Verify',
  intact: 'none was changed or removed',
}

const totalOf = async (page) => Number(await page.locator('[role=grid]').getAttribute('aria-rowcount')) - 1
const numberIn = (text) => Number(text.replace(/\D/g, ''))
const textOf = (page) => page.locator('main').innerText()

/* ---- what several do ---- */

async function writeNote({ page, w }, text) {
  const box = page.getByRole('textbox', { name: w.note, exact: true })
  await box.fill(text)
  await box.press('Control+Enter')
  await page.locator('.note', { hasText: text }).waitFor()
}
async function openFirst({ page }) {
  await open(page, '/customers')
  const [first] = (await ask(page, 'GET', '/api/customers?limit=1')).items
  await open(page, `/customers/${first.id}`)
  return first
}
/** Fewer than the brand has, and of the own staff only. */
async function seesOnlyOwn({ page, all, staff }) {
  await open(page, '/customers')
  await page.locator('#grid-row-0 .face').waitFor()
  const total = await totalOf(page)
  must(total > 0 && total < all, `${total} of ${all}`)
  for (const one of (await ask(page, 'GET', '/api/customers?limit=50')).items) {
    const { relations } = await ask(page, 'GET', `/api/customers/${one.id}`)
    const told = [...relations.map((r) => r.staff_id), ...one.staff.map((s) => s.id)]
    must(
      relations.some((r) => r.ended_by !== 'transfer'),
      `${one.name} is, or was, one of theirs`,
    )
    must(
      told.every((id) => staff.includes(id)),
      `of ${one.name} no relation of others is told: ${told}`,
    )
  }
}
async function figureHasItsPeople({ page }) {
  await open(page, '/boards/growth?range=last365')
  const figure = page.locator('.board-kpi button.board-value').first()
  const wanted = numberIn(await figure.innerText())
  await figure.click()
  const told = page.locator('.ant-drawer-open .ant-drawer-extra .muted')
  await told.waitFor()
  must(numberIn(await told.innerText()) === wanted, 'as many people as it says')
}
async function takeBoardAlong(page) {
  if (!page.url().includes('/boards/growth')) await open(page, '/boards/growth?range=last365')
  const link = page.locator('a[href*="/api/boards/growth/file"]').first()
  const fetched = page.waitForEvent('download')
  await link.click()
  const file = await fetched
  must(/\.xlsx$/.test(file.suggestedFilename()) && (await file.failure()) === null, 'the board comes as a file')
}
const offersNoFile = async ({ page, w }) => {
  await open(page, '/customers')
  await page.locator('#grid-row-0 input').click()
  await page
    .locator('.bulk')
    .getByRole('button', { name: new RegExp(`(^| )${w.tag}$`) })
    .waitFor()
  must((await page.locator('.bulk').getByRole('button', { name: w.export }).count()) === 0, 'no export is offered')
}

/* ---- the work of each ---- */

const DESKS = {
  owner: async (desk) => {
    await figureHasItsPeople(desk)
    await open(desk.page, '/settings/roles')
    must((await desk.page.locator('.ant-table-row').count()) >= 11, 'all roles')
  },
  hq: async ({ page, w }) => {
    await open(page, '/customers')
    await page.locator('#grid-row-0 input').click()
    await page.locator('.bulk').getByRole('button', { name: w.export }).click()
    await page.locator('.ant-modal').getByRole('button', { name: w.export }).click()
    const offered = page.locator('.ant-notification').getByText(w.download)
    const file = page.waitForEvent('download')
    await offered.click()
    must((await (await file).failure()) === null, 'the file comes')
  },
  branch: async (desk) => {
    const { page } = desk
    await figureHasItsPeople(desk)
    const { regions } = await ask(page, 'GET', '/api/org/tree')
    await open(page, '/settings/stores')
    must(regions.length === 1 && (await textOf(page)).includes(regions[0].name), 'the own region')
    await open(page, '/customers')
    const total = await totalOf(page)
    must(total > 0 && total < desk.all, `${total} of ${desk.all}`)
  },
  adviser: async (desk) => {
    await seesOnlyOwn({ ...desk, staff: [desk.staffId] })
    await openFirst(desk)
    await writeNote(desk, `adviser ${desk.mark}`)
  },
  manager: async (desk) => {
    const { page } = desk
    const stores = (await ask(page, 'GET', '/api/stores')).items
    must(stores.length === 1, `one store: ${stores.map((s) => s.name)}`)
    const staff = (await ask(page, 'GET', `/api/staff?store_id=${stores[0].id}&limit=200`)).items.map((s) => s.id)
    await seesOnlyOwn({ ...desk, staff })
    await open(page, '/boards/growth?range=last365&cut=store')
    const rows = page.locator('.ant-table-row')
    await rows.first().waitFor()
    must((await rows.count()) === 1 && (await rows.innerText()).includes(stores[0].name), 'only his store on the board')
    await takeBoardAlong(page)
    await offersNoFile(desk)
  },
  guide: async (desk) => {
    const { page } = desk
    await page.setViewportSize({ width: 390, height: 844 })
    await seesOnlyOwn({ ...desk, staff: [desk.staffId] })
    await page.locator('#grid-row-0').click()
    await page.waitForURL(/\/customers\/\d+/)
    await settled(page)
    await writeNote(desk, `guide ${desk.mark}`)
    const wide = await page.evaluate(() => document.querySelector('main').scrollWidth - innerWidth)
    must(wide <= 0, `${wide} px too wide`)
  },
  service: async (desk) => {
    const { page, w, admin, mark } = desk
    const phone = `139${String(Date.now()).slice(-8)}`
    const one = await admin.customerWith(phone)
    await open(page, '/customers')
    await page
      .getByRole('textbox', { name: w.find })
      .or(page.getByRole('searchbox', { name: w.find }))
      .first()
      .fill(phone)
    await page.waitForFunction(() => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === '2')
    must(!(await textOf(page)).includes(phone), 'not whole in the list')
    await open(page, `/customers/${one.id}`)
    must(!(await textOf(page)).includes(phone), 'masked until asked for')
    await page.getByRole('button', { name: w.reveal }).first().click()
    await page.getByText(phone).first().waitFor()
    must(await admin.isAudited(one.id), 'who looked is written down')
    await writeNote(desk, `service ${mark}`)
  },
  finance: async ({ page }) => {
    await open(page, '/customers')
    must(!/1\d{2}\*{4}\d{4}|1\d{10}/.test(await textOf(page)), 'no phones, not even masked')
    await takeBoardAlong(page)
  },
  auditor: async ({ page, w, admin }) => {
    await admin.customerWith(`138${String(Date.now()).slice(-8)}`)
    await open(page, '/settings/audit?object=customer')
    must((await page.locator('.ant-table-row').count()) > 0, 'what was done to customers')
    await page.locator('.ant-table-row').first().click()
    await page.locator('.ant-drawer-open').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: w.verify }).click()
    await page.getByText(w.intact).first().waitFor()
  },
}

const menuOf = async (page) => {
  const shut = page.locator('nav .ant-menu-submenu-title[aria-expanded=false]')
  for (let left = await shut.count(); left > 0; left--) {
    await shut.first().click()
    await page.waitForFunction(
      (n) => document.querySelectorAll('nav .ant-menu-submenu-title[aria-expanded=false]').length < n,
      left,
    )
  }
  return page.evaluate(() =>
    [...document.querySelectorAll('nav [role=menuitem][data-menu-id]')]
      .map((item) => item.dataset.menuId.replace(/^.*?-(?=\/)/, ''))
      .filter((path) => path.startsWith('/')),
  )
}
async function everyPageOpens(page) {
  const paths = await menuOf(page)
  must(paths.length > 3, `a menu: ${paths}`)
  for (const path of paths) {
    await page.locator(`nav [role=menuitem][data-menu-id$="-${path}"]`).click()
    await page.waitForURL((url) => url.pathname === path)
    await settled(page)
    must((await page.locator('h1').count()) === 1, `${path} has one heading of the first level`)
    const alerts = await page.locator('.ant-alert-error, .ant-result-403').allInnerTexts()
    must(alerts.length === 0, `${path} shows: ${alerts[0]}`)
  }
}

/** An administrator beside the desk: puts things there, and looks whether what was done is kept. */
async function administrator() {
  const { context, page } = await launch()
  const data = { name: process.env.WEFT_USER, password: process.env.WEFT_PASSWORD }
  must((await context.request.post(`${base}/api/sessions`, { data })).ok(), 'the administrator signs in')
  await page.goto(`${base}/`)
  const { total, items } = await ask(page, 'GET', '/api/customers?limit=1')
  return {
    context,
    all: total,
    users: (await ask(page, 'GET', '/api/users?limit=200')).items,
    isAudited: (id) =>
      page.evaluate(async (who) => {
        const { items } = await (await fetch('/api/audit?limit=50')).json()
        return items.map((line) => JSON.stringify(line)).some((line) => line.includes('/reveal') && line.includes(who))
      }, id),
    customerWith: (phone) =>
      page.evaluate(
        async ([id, number]) => {
          const now = await (await fetch(`/api/customers/${id}`)).json()
          const headers = { 'Content-Type': 'application/json', 'If-Match': `"r${now.revision}"` }
          const body = JSON.stringify({ phone: number })
          return (await fetch(`/api/customers/${id}`, { method: 'PATCH', headers, body })).json()
        },
        [items[0].id, phone],
      ),
  }
}

export async function roleJourneys(test) {
  const password = process.env.WEFT_DESK_PASSWORD
  if (!password) return console.log('  --  no users of other roles here')
  const admin = await administrator()
  const mark = Date.now().toString(36)
  const only = process.env.WEFT_DESK
  // One language each, by turns; both of one that is asked for, and of all with the switch of the stories.
  const isAll = only || process.env.WEFT_STORY === 'all'
  for (const [at, [name, work]] of Object.entries(DESKS).entries())
    for (const w of [ZH, EN].filter((_, lang) => (isAll ? !only || name === only : lang === at % 2)))
      await test(`the desk of ${name}, ${w.lang}: its work is done, and nothing is refused`, async () => {
        const { context, page, errors } = await launch({ lang: w.lang, forOne: true })
        const refused = []
        page.on('response', (answer) => {
          if (answer.status() === 403) refused.push(`${new URL(page.url()).pathname}: ${answer.url()}`)
        })
        const signed = await context.request.post(`${base}/api/sessions`, { data: { name, password } })
        must(signed.ok(), `signs in: ${signed.status()}`)
        await page.goto(`${base}/`)
        await settled(page)
        await everyPageOpens(page)
        const staffId = admin.users.find((u) => u.name === name)?.staff_id
        await work({ page, w, admin, all: admin.all, staffId, mark: `${mark}-${w.lang}` })
        must(refused.length === 0, refused.join('\n'))
        must(errors.length === 0, errors.join('\n'))
      })
  await admin.context.close()
}

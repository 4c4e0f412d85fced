// The journeys of customers: the list, what is chosen in it, views, one customer, an import.
import { base, clean, must, open, settled } from './lib.mjs'

const grid = (page) => page.locator('[role=grid]')
const totalOf = async (page) => Number(await grid(page).getAttribute('aria-rowcount')) - 1
const numberIn = (text) => Number(text.replace(/\D/g, ''))
const firstId = (page) => page.evaluate(async () => (await (await fetch('/api/customers?limit=1')).json()).items[0].id)
const dialog = (page) => page.locator('.ant-modal').last()

const sim = process.env.WEFT_SIM_URL
/** Somebody scans one of the codes, which takes him in. */
async function scan(page, name) {
  const codes = await page.evaluate(async () => (await (await fetch('/api/channel-codes?limit=50')).json()).items)
  for (const { config_id } of codes.filter((c) => c.config_id)) {
    const body = JSON.stringify({ config_id, customer: { name } })
    const answer = await fetch(`${sim}/sim/customers/scan`, { method: 'POST', body })
    if ((await answer.json()).outcome === 'added') return
  }
  must(false, 'no code takes anybody in')
}
/** People scan one after another until the page shows it: it may listen a moment later. */
async function scanUntil(page, shown, name) {
  for (let i = 0; (await shown.count()) === 0; i++) {
    must(i < 36, `the page does not show ${name}`)
    await scan(page, `${name} ${i}`)
    await shown
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => {})
  }
}

export async function customerJourneys({ page, test, stamp }) {
  await test('the last row of the list is reached by key, and its data comes', async () => {
    await open(page, '/customers')
    await grid(page).focus()
    await page.keyboard.press('End')
    await page.locator(`#grid-row-${(await totalOf(page)) - 1} .face`).waitFor()
    await page.keyboard.press('Home')
    await page.locator('#grid-row-0 .face').waitFor()
  })

  await test('all but one are chosen, the bar says how many; Escape gives them up', async () => {
    const total = await totalOf(page)
    await grid(page).focus()
    await page.keyboard.press('Control+a')
    must(numberIn(await page.locator('.bulk b').innerText()) === total, 'all of them')
    await page.locator('#grid-row-2 input').click()
    must(numberIn(await page.locator('.bulk b').innerText()) === total - 1, 'all but one')
    await clean(page)
    await grid(page).focus()
    await page.keyboard.press('Escape')
    await page.locator('.bulk').waitFor({ state: 'detached' })
  })

  await test('a stretch is chosen with shift, by mouse and by key', async () => {
    await page.locator('#grid-row-1 input').click()
    await page.locator('#grid-row-6 input').click({ modifiers: ['Shift'] })
    await page.waitForFunction(() => document.querySelector('.bulk b')?.textContent?.includes('6'))
    await grid(page).focus()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+ArrowDown')
    await page.waitForFunction(() => document.querySelector('.bulk b')?.textContent?.includes('2'))
    await page.keyboard.press('Escape')
  })

  await test('filters and sort stand in the address; the drawer of more filters is clean', async () => {
    await page.getByRole('button', { name: '更多筛选' }).click()
    await page.locator('.ant-drawer-open').waitFor()
    await page.waitForTimeout(400)
    await clean(page)
    await page.locator('.ant-drawer-open').getByRole('button', { name: '完成' }).click()
    await page.locator('.grid-sort', { hasText: '客户' }).click()
    await page.waitForURL(/sort=name_asc/)
    await page.locator('[data-search] input').fill('宝妈')
    await page.waitForURL(/q=/)
    await settled(page)
  })

  await test('what was asked is saved as a view, found again, renamed and deleted', async () => {
    const name = `视图 ${stamp}`
    await page.getByRole('button', { name: '存为视图' }).click()
    await dialog(page).locator('#name').fill(name)
    await dialog(page).getByRole('button', { name: '保存' }).click()
    await page.locator('.view-tab.on', { hasText: name }).waitFor()
    await page.getByRole('link', { name: '全部客户' }).click()
    await page.waitForURL((url) => !url.search.includes('q='))
    await page.locator('.view-tab', { hasText: name }).locator('.view-name').click()
    await page.waitForURL(/q=/)
    await settled(page)
    await clean(page)
    await page.getByRole('button', { name: `视图「${name}」的操作` }).click()
    await page.getByRole('menuitem', { name: '改名与共享' }).click()
    await dialog(page).locator('#name').fill(`${name}改`)
    await dialog(page).getByRole('button', { name: '保存' }).click()
    await page.locator('.view-tab.on', { hasText: `${name}改` }).waitFor()
    await page.getByRole('button', { name: `视图「${name}改」的操作` }).click()
    await page.getByRole('menuitem', { name: '删除', exact: true }).click()
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '删除' }).click()
    await page.locator('.view-tab', { hasText: name }).waitFor({ state: 'detached' })
  })

  await test('a column is hidden for this person, and is there again after a reset', async () => {
    await open(page, '/customers')
    await page.getByRole('button', { name: /列$/ }).click()
    // Its state follows a moment later: the head below tells.
    await page.getByRole('checkbox', { name: '手机号' }).click()
    await page.locator('[role=columnheader]', { hasText: '手机号' }).waitFor({ state: 'detached' })
    await page.waitForTimeout(900)
    await open(page, '/customers')
    await page.locator('#grid-row-0').waitFor()
    must((await page.locator('[role=columnheader]', { hasText: '手机号' }).count()) === 0, 'it stays hidden')
    await page.getByRole('button', { name: /列$/ }).click()
    await page.getByRole('button', { name: '恢复默认列' }).click()
    await page.locator('[role=columnheader]', { hasText: '手机号' }).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForTimeout(900)
  })

  await test('many are tagged as a job, which is taken back', async () => {
    await open(page, '/customers')
    await page.locator('#grid-row-0 input').click()
    await page.locator('#grid-row-1 input').click()
    await page.locator('.bulk').getByRole('button', { name: '打标签' }).click()
    await dialog(page).locator('input').first().click()
    await page.locator('.ant-select-item-option').nth(1).click()
    await page.keyboard.press('Escape')
    await dialog(page).getByRole('button', { name: '打标签' }).click()
    const toast = page.locator('.ant-notification')
    await toast.getByRole('button', { name: '撤销' }).waitFor()
    await toast.getByRole('button', { name: '撤销' }).click()
    await toast.getByText('正在撤销').waitFor()
  })

  await test('a file of those chosen is written and can be had', async () => {
    await open(page, '/customers')
    await page.locator('#grid-row-0 input').click()
    await page.locator('.bulk').getByRole('button', { name: '导出' }).click()
    await dialog(page).getByRole('button', { name: '导出' }).waitFor()
    await page.waitForTimeout(300)
    await clean(page)
    await dialog(page).getByRole('button', { name: '导出' }).click()
    await page.locator('.ant-notification').getByText('下载').waitFor()
  })

  await test('the next one in the list is a key away, in the drawer and on the page', async () => {
    await open(page, '/customers')
    await page.locator('#grid-row-1').click()
    await page
      .locator('.ant-drawer-open')
      .getByText(/^2 \/ /)
      .waitFor()
    await page.waitForTimeout(400)
    await clean(page)
    await page.keyboard.press('j')
    await page
      .locator('.ant-drawer-open')
      .getByText(/^3 \/ /)
      .waitFor()
    await page.locator('.ant-drawer-open').getByRole('link', { name: '打开整页' }).click()
    await page.waitForURL(/\/customers\/\d+\?result=/)
    await settled(page)
    await page.getByText(/^3 \/ /).waitFor()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByText(/^2 \/ /).waitFor()
    await clean(page)
  })

  await test('a fact is edited where it stands; who is late sees both values and chooses', async () => {
    const id = await firstId(page)
    await open(page, `/customers/${id}`)
    await page.getByRole('button', { name: '修改会员号' }).click()
    await page.locator('#fact-member_no').fill(`A-${stamp}`)
    // Somebody else is faster.
    await page.evaluate(
      async ([who, value]) => {
        const now = await (await fetch(`/api/customers/${who}`)).json()
        await fetch(`/api/customers/${who}`, {
          method: 'PATCH',
          headers: { 'Content-Type': 'application/json', 'If-Match': `"r${now.revision}"` },
          body: JSON.stringify({ member_no: value }),
        })
      },
      [id, `B-${stamp}`],
    )
    await page.locator('#fact-member_no').press('Enter')
    const asked = page.getByRole('alertdialog')
    const seen = await Promise.race([
      asked.waitFor().then(() => 'asked'),
      page
        .getByText(`A-${stamp}`)
        .first()
        .waitFor()
        .then(() => 'saved'),
    ])
    if (seen === 'asked') {
      must((await asked.innerText()).includes(`B-${stamp}`), 'the value of the other')
      await clean(page)
      await asked.getByRole('button', { name: `A-${stamp}` }).click()
    }
    await page.locator('.fact', { hasText: '会员号' }).getByText(`A-${stamp}`).waitFor()
  })

  await test('what has no form is told under the field', async () => {
    await page.getByRole('button', { name: '修改生日' }).click()
    await page.locator('#fact-birthday').fill('1990-13-01')
    await page.locator('#fact-birthday').press('Enter')
    await page.getByRole('alert').getByText('生日应为').waitFor()
    await page.locator('#fact-birthday').press('Escape')
  })

  await test('a note is written, pinned, changed and deleted', async () => {
    const text = `喜欢乌龙茶 ${stamp}`
    const box = page.getByRole('textbox', { name: '跟进备注' })
    await box.fill(text)
    await box.press('Control+Enter')
    const note = page.locator('.note', { hasText: text })
    await note.waitFor()
    await note.getByRole('button', { name: '置顶', exact: true }).click()
    await page.locator('.note.pinned', { hasText: text }).waitFor()
    await clean(page)
    await page.locator('.note.pinned', { hasText: text }).getByRole('button', { name: '修改备注' }).click()
    const editor = page.getByRole('region', { name: '置顶备注' }).getByRole('textbox', { name: '跟进备注' })
    await editor.fill(`${text} 改`)
    await editor.press('Control+Enter')
    await page.locator('.note', { hasText: `${text} 改` }).waitFor()
    await page
      .locator('.note', { hasText: `${text} 改` })
      .getByRole('button', { name: '删除这条备注？' })
      .click()
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '删除' }).click()
    await note.waitFor({ state: 'detached' })
  })

  await test('a file of customers goes in: columns, preview, import, refused rows', async () => {
    await open(page, '/settings/imports')
    await clean(page)
    const rows = `姓名,手机号,会员号,喜好\n导入甲,139${Date.now() % 100000000},M-${stamp}-1,茶\n导入乙,12,M-${stamp}-2,\n`
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
    await page.waitForURL(/file=\d+/)
    await page.getByText('对应到').first().waitFor()
    await page.getByRole('radio', { name: '会员号' }).check()
    await settled(page)
    await clean(page)
    await page.getByRole('button', { name: '预览结果' }).click()
    await page.getByRole('button', { name: /开始导入/ }).waitFor()
    await clean(page)
    await page.getByRole('button', { name: /开始导入/ }).click()
    await page.getByText('查看结果').waitFor()
    await clean(page)
  })

  await test('who comes is taken in at the top of the list, and only told while somebody is chosen', async () => {
    if (!sim) return
    await open(page, '/customers')
    await scanUntil(page, page.locator('.grid-row.fresh', { hasText: '来客' }), `来客 ${stamp}`)
    await page.locator('#grid-row-2 input').click()
    const pill = page.locator('.newcomers')
    await scanUntil(page, pill, `后来 ${stamp}`)
    await page.keyboard.press('Escape')
    await page.locator('.bulk').waitFor({ state: 'detached' })
    await page.locator('main').focus()
    await page.locator('.grid-row.fresh', { hasText: '后来' }).first().waitFor()
    await pill.waitFor({ state: 'detached' })
  })

  await test('on a phone a row opens the page, where one thing is shown at a time', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, '/customers')
    await clean(page)
    await page.locator('#grid-row-0').click()
    await page.waitForURL(/\/customers\/\d+/)
    await settled(page)
    await clean(page)
    await page.getByRole('tab', { name: '资料' }).click()
    await page.waitForTimeout(400)
    await clean(page)
    must(
      await page.evaluate(() => document.querySelector('main').scrollWidth <= innerWidth),
      'nothing to scroll sideways',
    )
    await page.setViewportSize({ width: 1440, height: 900 })
    must(page.url().startsWith(base), 'still here')
  })
}

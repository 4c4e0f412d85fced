// By keyboard alone: what opens takes the focus, Esc closes it, and one is where one was.
import { must, open, settled, tabTo } from './lib.mjs'

const isIn = (page, selector) => page.evaluate((s) => document.activeElement?.closest(s) !== null, selector)
/** Waits until the focus is where it should be. */
const focused = (page, name) =>
  page.waitForFunction((wanted) => {
    const e = document.activeElement
    return (e?.getAttribute('aria-label') ?? e?.textContent ?? '').includes(wanted)
  }, name)

const inDialog = (page) => page.waitForFunction(() => document.activeElement?.closest('[role=dialog]') !== null)
const closed = (page) => page.locator('.ant-modal').waitFor({ state: 'hidden' })
const stamp = Date.now().toString(36)

async function roleByKeys(page) {
  await open(page, '/settings/roles')
  await tabTo(page, '新建角色')
  await page.keyboard.press('Enter')
  await page.waitForURL(/roles\/new$/)
  await settled(page)
  await page.locator('main').focus()
  await tabTo(page, '角色名称')
  await page.keyboard.type(`键盘 ${stamp}`)
  for (const permission of ['查看客户', '打标签']) {
    await tabTo(page, permission)
    await page.keyboard.press('Space')
  }
  await tabTo(page, '仅自己')
  await page.keyboard.press('ArrowUp')
  await tabTo(page, '手机号')
  await tabTo(page, '脱敏')
  await page.keyboard.press('ArrowRight')
  await page.locator('main').focus()
  await tabTo(page, '保存')
  await page.keyboard.press('Enter')
  await page.waitForURL(/roles\/\d+$/)
  const saved = await page.evaluate(async () =>
    (await fetch(`/api/roles/${location.pathname.split('/').at(-1)}`)).json(),
  )
  must(saved.name === `键盘 ${stamp}`, 'its name')
  must(saved.permissions.includes('customer.read') && saved.permissions.includes('customer.tag'), saved.permissions)
  must(saved.scope === 'department' && saved.masks.phone === 'hidden', JSON.stringify(saved))
}

const regions = (page) =>
  page.evaluate(() => [...document.querySelectorAll('[role=treeitem]')].map((e) => e.innerText.split('\n')[0]).join())
async function moveByKeys(page) {
  await open(page, '/settings/stores')
  await page.locator('[role=tree]').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft') // from a store to its region, or shut
  const before = await regions(page)
  await page.keyboard.press('Alt+ArrowUp')
  await page.locator('[data-undo]').last().waitFor()
  must((await regions(page)) !== before, 'moved by one')
  await page.keyboard.press('Control+z')
  await page.waitForFunction(
    (was) => [...document.querySelectorAll('[role=treeitem]')].map((e) => e.innerText.split('\n')[0]).join() === was,
    before,
  )
  await page.keyboard.press('m')
  await inDialog(page)
  await tabTo(page, '位置')
  await page.keyboard.press('Enter')
  await page.locator('.ant-select-item-option-active', { hasText: '最后' }).waitFor()
  await page.keyboard.press('ArrowDown') // round to the first
  await page.keyboard.press('Enter')
  await tabTo(page, '移动')
  await page.keyboard.press('Enter')
  await closed(page)
  await page.locator('[data-undo]').last().waitFor()
  await page.keyboard.press('Control+z')
  await page.waitForFunction(
    (was) => [...document.querySelectorAll('[role=treeitem]')].map((e) => e.innerText.split('\n')[0]).join() === was,
    before,
  )
}

async function manyByKeys(page) {
  await open(page, '/customers?q=王')
  await page.locator('#grid-row-0 .face').waitFor()
  const grid = page.locator('[role=grid]')
  await grid.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  const total = Number(await grid.getAttribute('aria-rowcount')) - 1
  await page.waitForFunction(
    (n) => document.querySelector('.bulk b')?.textContent?.replace(/\D/g, '') === String(n),
    total - 1,
  )
  await tabTo(page, '打标签')
  await page.keyboard.press('Enter')
  await inDialog(page)
  await tabTo(page, '标签')
  await page.keyboard.press('ArrowDown')
  await page.locator('.ant-select-item-option-active').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape') // the choices
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })
  await tabTo(page, '打标签')
  await page.keyboard.press('Enter')
  await closed(page)
  await page.locator('.ant-notification [data-undo]').waitFor()
  await page.keyboard.press('Control+z')
  await page.locator('.ant-notification').getByText('正在撤销').waitFor()
}

async function exportByKeys(page) {
  await open(page, '/customers')
  await page.locator('#grid-row-0 .face').waitFor()
  await page.locator('[role=grid]').focus()
  await page.keyboard.press('Space')
  await tabTo(page, '导出')
  await page.keyboard.press('Enter')
  await inDialog(page)
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab')
    must(await isIn(page, '.ant-modal'), `Tab ${i + 1} stays in the dialog`)
  }
  await page.keyboard.press('Escape')
  await closed(page)
  await focused(page, '导出')
  await page.keyboard.press('Enter')
  await inDialog(page)
  await page.keyboard.press('Shift+Tab') // from its first stop to its last: the button
  await focused(page, '导出')
  await page.keyboard.press('Enter')
  await closed(page)
  await page.locator('.ant-notification').getByText('下载').waitFor()
}

async function importByKeys(page) {
  await open(page, '/settings/imports')
  await page.locator('main').focus()
  const chooser = page.waitForEvent('filechooser')
  await tabTo(page, '拖')
  await page.keyboard.press('Enter')
  const buffer = Buffer.from(`姓名,会员号\n键盘导入,K-${stamp}\n`)
  await (await chooser).setFiles({ name: '客户.csv', mimeType: 'text/csv', buffer })
  await page.waitForURL(/file=\d+/)
  await page.getByText('对应到').first().waitFor()
  await settled(page)
  await page.locator('main').focus()
  await tabTo(page, '预览结果')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /开始导入/ }).waitFor()
  await page.locator('main').focus()
  await tabTo(page, '开始导入')
  await page.keyboard.press('Enter')
  await page.getByText('查看结果').waitFor()
}

export async function keyJourneys({ page, test }) {
  await test('Enter on an item of the menu goes there once', async () => {
    await open(page, '/')
    const item = page.locator('nav a[href="/channel-codes"]')
    await item.waitFor()
    await item.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/channel-codes$/)
    await page.goBack() // one step of the history, not two
    await page.waitForURL((url) => url.pathname === '/')
  })
  await test('chosen by Space and tagged: the dialog has the focus, Esc leads back to its button', async () => {
    await open(page, '/customers')
    await page.locator('[role=grid]').focus()
    await page.keyboard.press('Space')
    const tag = page.locator('.bulk').getByRole('button', { name: '打标签' })
    await tag.focus()
    await page.keyboard.press('Enter')
    await page.locator('.ant-modal').waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('.ant-modal') !== null)
    await page.keyboard.press('Tab')
    must(await isIn(page, '.ant-modal'), 'Tab stays in the dialog')
    await page.keyboard.press('Escape')
    await focused(page, '打标签')
  })
  await test('columns are chosen by keyboard, and Esc leads back', async () => {
    await page.getByRole('button', { name: /列$/ }).focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.classList.contains('key-popover'))
    await page.keyboard.press('Tab')
    must(await isIn(page, '.key-popover'), 'Tab goes into it')
    await page.keyboard.press('Escape')
    await focused(page, '列')
  })
  await test('a fact is edited by keyboard, and Esc leads back to its pen', async () => {
    const id = await page.evaluate(async () => (await (await fetch('/api/customers?limit=1')).json()).items[0].id)
    await open(page, `/customers/${id}`)
    await page.getByRole('button', { name: '修改会员号' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id === 'fact-member_no')
    await page.keyboard.press('Escape')
    await focused(page, '修改会员号')
  })
  await test('a role is made by keyboard: name, permissions, whom it sees and how', () => roleByKeys(page))
  await test('a region is moved by keyboard, by one and by the dialog, and Ctrl Z takes it back', () =>
    moveByKeys(page))
  await test('all but one are tagged by keyboard, and taken back', () => manyByKeys(page))
  await test('a file is written by keyboard; Tab goes round in its dialog, Esc leads back', () => exportByKeys(page))
  await test('a file of customers goes in by keyboard', () => importByKeys(page))
}

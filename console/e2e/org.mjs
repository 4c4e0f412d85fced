// The journeys of organisation: stores in the tree, moved and taken back, imported; staff into a store.
import { clean, must, open, settled } from './lib.mjs'

const row = (page, name) => page.locator('[role=treeitem]', { hasText: name }).first()
const order = async (page) => (await page.locator('[role=treeitem]').allInnerTexts()).map((t) => t.split('\n')[0])
const csv = (name, lines) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })

async function makeStore(page, name, code) {
  await page.getByRole('button', { name: '新建门店' }).first().click()
  await page.locator('.ant-modal #name').fill(name)
  await page.locator('.ant-modal #code').fill(code)
  await page.locator('.ant-modal').getByRole('button', { name: '保存' }).click()
  await page.waitForSelector('.ant-modal', { state: 'hidden' })
}

export async function orgJourneys({ page, test, stamp }) {
  const region = `测试区 ${stamp}`
  const [one, two] = [`甲店 ${stamp}`, `乙店 ${stamp}`]

  await test('a region with two stores is made, and the search finds them', async () => {
    await open(page, '/settings/stores')
    await page.getByRole('button', { name: '新建区域' }).click()
    await page.locator('.ant-modal #name').fill(region)
    await page.locator('.ant-modal').getByRole('button', { name: '保存' }).click()
    await page.waitForSelector('.ant-modal', { state: 'hidden' })
    await page.waitForURL(/at=region/)
    const at = new URL(page.url()).search
    await makeStore(page, one, `A${stamp}`)
    await open(page, `/settings/stores${at}`)
    await makeStore(page, two, `B${stamp}`)
    await open(page, `/settings/stores?q=${stamp}`)
    must(JSON.stringify(await order(page)) === JSON.stringify([region, one, two]), 'the order of making')
    await clean(page)
  })
  await test('a store is dragged before another, and taken back', async () => {
    await row(page, two).dragTo(row(page, one), { targetPosition: { x: 200, y: 4 } })
    await page.locator('.ant-message').getByRole('button', { name: '撤销' }).waitFor()
    must((await order(page))[1] === two, 'moved at once')
    await page.locator('.ant-message').getByRole('button', { name: '撤销' }).click()
    await page.waitForFunction((name) => document.querySelectorAll('[role=treeitem]')[1]?.innerText.includes(name), one)
    await open(page, `/settings/stores?q=${stamp}`)
    must((await order(page))[1] === one, 'the server says so, too')
  })
  await test('the keyboard moves a store: one step, and by the dialog', async () => {
    await page.locator('[role=tree]').focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Alt+ArrowUp')
    await page.waitForFunction((name) => document.querySelectorAll('[role=treeitem]')[1]?.innerText.includes(name), two)
    await page.keyboard.press('m')
    await page.waitForSelector('.ant-modal')
    await page.waitForTimeout(400)
    await clean(page)
    await page.getByRole('combobox', { name: '位置' }).click()
    await page.locator('.ant-select-item-option', { hasText: '最后' }).click()
    await page.locator('.ant-modal').getByRole('button', { name: '移动', exact: true }).click()
    await page.waitForFunction((name) => document.querySelectorAll('[role=treeitem]')[1]?.innerText.includes(name), one)
  })
  await test('a store is changed, and a conflict is told instead of overwritten', async () => {
    await row(page, one).click()
    await settled(page)
    await page.locator('.tree-panel').getByRole('button', { name: '编辑' }).click()
    await page.locator('.ant-modal #address').fill('新地址')
    await page.evaluate(async (name) => {
      const { items } = await (await fetch(`/api/stores?q=${encodeURIComponent(name)}`)).json()
      const { id, revision, name: n, code, region_id } = items[0]
      await fetch(`/api/stores/${id}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', 'If-Match': `"r${revision}"` },
        body: JSON.stringify({ name: n, code, region_id, is_open: true, phone: '021-1' }),
      })
    }, one)
    await page.locator('.ant-modal').getByRole('button', { name: '保存' }).click()
    await page.locator('.ant-modal-confirm-title').waitFor()
    await page.getByRole('button', { name: '载入最新内容' }).click()
    await page.waitForTimeout(500)
  })
  await test('stores come from a spreadsheet: checked first, then imported', async () => {
    await open(page, '/settings/stores/import')
    const lines = ['门店编号,门店名称,所属区域', `C${stamp},丙店 ${stamp},${region}/新区`, `D${stamp},,`]
    const next = page.getByRole('button', { name: '下一步' })
    const top = async () => (await next.boundingBox()).y
    const was = await top()
    await page.locator('input[type=file]').setInputFiles(csv('stores.csv', lines))
    await page.getByText('stores.csv').waitFor()
    // Who goes on at once must not find that it has moved away under his mouse.
    for (let i = 0; i < 8; i++, await page.waitForTimeout(50))
      must((await top()) === was, 'the button stays in its place')
    await next.click()
    await page.getByText('新门店缺少名称').waitFor()
    await clean(page)
    await page.getByRole('button', { name: '导入 1 行' }).click()
    await page.getByText('导入完成').waitFor()
    await open(page, `/settings/stores?q=${stamp}`)
    must((await order(page)).join().includes(`新区,丙店 ${stamp}`), 'in the tree, in its new region')
  })
  await test('a region let go over what lies in it is refused in a sentence, and stays', async () => {
    const before = await order(page)
    await row(page, region).dragTo(row(page, '新区'), { targetPosition: { x: 200, y: 20 } })
    await page.locator('.ant-message').getByText('上级区域不能是自己或下级').waitFor()
    must(JSON.stringify(await order(page)) === JSON.stringify(before), 'as it was')
    // The server says the same to who asks it past the page.
    const refused = await page.evaluate(
      async (names) => {
        const { regions } = await (await fetch('/api/org/tree')).json()
        const [above, below] = names.map((name) => regions.findLast((r) => r.name === name))
        const headers = { 'Content-Type': 'application/json', 'If-Match': `"r${above.revision}"` }
        const body = JSON.stringify({ parent_id: below.id })
        return (await (await fetch(`/api/regions/${above.id}/move`, { method: 'POST', headers, body })).json()).reason
      },
      [region, '新区'],
    )
    must(refused === 'region.cycle', refused)
    await row(page, region).click()
    await page.locator('[role=tree]').focus()
    await page.keyboard.press('m')
    await page.getByRole('combobox', { name: '移动到' }).click()
    const shut = page.locator('.ant-select-tree-treenode-disabled')
    must((await shut.filter({ hasText: '新区' }).count()) === 1, 'the dialog does not offer it')
    await page.keyboard.press('Escape') // the choices
    await page.locator('.ant-modal').getByRole('button', { name: '取消' }).click()
    await page.locator('.ant-modal').waitFor({ state: 'hidden' })
  })
  await test('staff are put into a store together, and taken back', async () => {
    await open(page, '/settings/org')
    const boxes = page.locator('.ant-table-tbody .ant-checkbox-input')
    await boxes.nth(0).check()
    await boxes.nth(1).check()
    await page.getByRole('button', { name: '设置归属门店' }).click()
    await page.locator('.ant-modal').getByRole('combobox', { name: '归属门店' }).fill(`C${stamp}`)
    await page.locator('.ant-select-item-option', { hasText: `丙店 ${stamp}` }).click()
    await page.locator('.ant-modal').getByRole('button', { name: '保存' }).click()
    await page.locator('.ant-message').getByRole('button', { name: '撤销' }).waitFor()
    await page.waitForSelector(`text=丙店 ${stamp}`)
    await page.locator('.ant-message').getByRole('button', { name: '撤销' }).click() // before it goes by itself
    await page.waitForFunction((name) => !document.querySelector('tbody').innerText.includes(name), `丙店 ${stamp}`)
    await clean(page)
  })
}

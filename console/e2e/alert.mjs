// The journeys of alerts and targets: a rule is tried before it is saved, then paused; a target stands beside what is.
import { axe, must, open, settled } from './lib.mjs'

const dayBefore = (days) => new Date(Date.now() + 8 * 3600e3 - days * 86400e3).toISOString().slice(0, 10)

export async function alertJourneys({ page, test, stamp }) {
  await test('an alert says what it would do now, is saved, listed and paused', async () => {
    const name = `预警 ${stamp}`
    await open(page, '/alerts/new')
    await page.getByRole('textbox', { name: '名称' }).fill(name)
    await page.getByRole('combobox', { name: '指标' }).click()
    await page.keyboard.type('支付订单')
    await page.locator('.ant-select-item-option[title="支付订单"]').click()
    await page
      .locator('.card')
      .filter({ hasText: '现在会怎样' })
      .getByText(/会触发|无法判断/)
      .first()
      .waitFor()
    const found = await axe(page)
    must(found.length === 0, found.join('\n'))
    await page.getByRole('button', { name: /保\s*存/ }).click()
    await page.waitForURL(/\/alerts\/\d+$/)
    const id = page.url().split('/').at(-1)
    await open(page, '/alerts')
    const row = page.locator('.alert-row').filter({ hasText: name })
    await row.getByRole('switch').click()
    await row.getByText('已关闭').waitFor()
    const gone = await page.evaluate(
      async (one) => (await fetch(`/api/alerts/${one}`, { method: 'DELETE' })).status,
      id,
    )
    must(gone === 204, `deleted: ${gone}`)
  })
  await test('a target typed into the grid stands beside what is, and is taken away', async () => {
    const [from, to] = [dayBefore(33), dayBefore(27)]
    await open(page, `/targets?from=${from}&to=${to}`)
    await page.getByRole('button', { name: '批量设定' }).first().click()
    const value = page.getByRole('spinbutton', { name: '目标 整个品牌' })
    await value.fill('12345')
    await page
      .locator('.ant-drawer-open')
      .getByRole('button', { name: /保\s*存/ })
      .click()
    await page.locator('.ant-drawer-open').waitFor({ state: 'detached' })
    const row = page
      .locator('.card')
      .filter({ hasText: `${from} – ${to}` })
      .locator('.target-row')
    await row.getByText('¥12,345.00').first().waitFor()
    must(/¥[\d,.]+ \/ ¥12,345\.00/.test((await row.innerText()).replace(/\s+/g, ' ')), await row.innerText())
    const found = await axe(page)
    must(found.length === 0, found.join('\n'))
    await row.getByRole('button', { name: '删除目标 整个品牌' }).click()
    await row.waitFor({ state: 'detached' })
    await settled(page)
  })
}

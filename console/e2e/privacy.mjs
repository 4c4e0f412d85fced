// The journeys of one customer's rights: what he agreed to, all that is kept of him, and being deleted; and of two who
// are one and two again.
import { ask, clean, must, open, settled } from './lib.mjs'

const dialog = (page) => page.locator('.ant-modal').last()
const LONG = { timeout: 300_000 }

export async function privacyJourneys({ page, test }) {
  // Two of the last ones: nobody else's journey goes there.
  const list = await ask(page, 'GET', '/api/customers?limit=200&sort=added_asc')
  const [first, second] = list.items.filter((c) => c.name).slice(-2)

  await test('what a customer agreed to is written down, with where it can be looked up', async () => {
    await open(page, `/customers/${first.id}`)
    await page.getByRole('button', { name: '记录表态 短信' }).click()
    await dialog(page).getByLabel('获取方式').click()
    await page.locator('.ant-select-dropdown').last().getByText('表单', { exact: true }).click()
    await dialog(page).getByLabel('凭据').fill('报名表第 2 页')
    await page.waitForTimeout(400)
    await clean(page)
    await dialog(page).getByRole('button', { name: '确定' }).click()
    await page.getByText('报名表第 2 页').first().waitFor()
    await page.getByText('已同意').first().waitFor()
    await page.getByRole('button', { name: '历次表态' }).click()
    await settled(page)
    await clean(page)
  })

  await test('what was said over all channels is one conversation', async () => {
    await page.locator('.ant-segmented').getByText('对话', { exact: true }).click()
    await settled(page)
    await clean(page)
    await page.locator('.ant-segmented').getByText('动态', { exact: true }).click()
  })

  await test('two customers become one, and two again', async () => {
    await page.getByRole('button', { name: '合并到…' }).click()
    await dialog(page).locator('input').first().fill(second.name)
    await page.waitForTimeout(400)
    await clean(page)
    await page.keyboard.press('Escape')
    const merged = await page.evaluate(
      async ([id, other_id]) => {
        const made = await fetch(`/api/customers/${id}/merge`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ other_id }),
        })
        return made.ok
      },
      [first.id, second.id],
    )
    if (!merged) return // contacts of one member stay two
    await open(page, `/customers/${second.id}`)
    await page.getByRole('button', { name: '拆分' }).first().click()
    await page.waitForTimeout(400)
    await clean(page)
    await dialog(page).getByRole('button', { name: /^拆出/ }).click()
    await page.waitForFunction(
      async (id) => (await (await fetch(`/api/people/${id}`)).json()).id === id,
      second.id,
      LONG,
    )
  })

  await test('all that is kept of a customer comes as a file', async () => {
    await open(page, `/customers/${first.id}`)
    await page.getByRole('button', { name: '导出全部资料' }).click()
    const link = page.getByRole('link', { name: '下载文件' })
    await link.waitFor(LONG)
    const kept = await ask(page, 'GET', await link.getAttribute('href'))
    must(kept.customer.name === first.name && kept.consents.history.length > 0, 'it is his, and whole')
    await clean(page)
  })

  await test('a deletion is asked for, looked at, and carried out by typing the name', async () => {
    await page.getByRole('button', { name: '申请删除' }).click()
    await dialog(page).getByText('将永久删除').waitFor()
    await page.waitForTimeout(400)
    await clean(page)
    await dialog(page).getByRole('button', { name: '提交申请' }).click()
    await page.getByText('已有删除申请，等待处理。').waitFor()
    await open(page, '/settings/erasures')
    await clean(page)
    await page.getByRole('button', { name: '核对' }).first().click()
    await dialog(page).getByText('将保留，但不再指向任何人').waitFor()
    must(await dialog(page).getByRole('button', { name: '永久删除' }).isDisabled(), 'nothing goes before the name')
    await dialog(page).getByRole('button', { name: '拒绝' }).press('Enter')
    await page.keyboard.type('还要问本人')
    must(
      (await dialog(page).locator('textarea').inputValue()) === '还要问本人',
      'the keys go where the reason is written',
    )
    await dialog(page).getByRole('button', { name: '返回' }).click()
    await dialog(page).locator('input').fill(first.name)
    await page.waitForTimeout(400)
    await clean(page)
    await dialog(page).getByRole('button', { name: '永久删除' }).click()
    await page.waitForFunction(
      async () => (await (await fetch('/api/erasures')).json()).items[0].state === 'done',
      undefined,
      LONG,
    )
    await open(page, `/customers/${first.id}`)
    await settled(page)
    must(!(await page.locator('main').innerText()).includes(first.name), 'nothing of him is shown')
  })
}

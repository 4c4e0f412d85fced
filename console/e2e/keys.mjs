// By keyboard alone: what opens takes the focus, Esc closes it, and one is where one was.
import { must, open } from './lib.mjs'

const isIn = (page, selector) => page.evaluate((s) => document.activeElement?.closest(s) !== null, selector)
/** Waits until the focus is where it should be. */
const focused = (page, name) =>
  page.waitForFunction(
    (wanted) => {
      const e = document.activeElement
      return (e?.getAttribute('aria-label') ?? e?.textContent ?? '').includes(wanted)
    },
    name,
    { timeout: 45000 },
  )

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
}

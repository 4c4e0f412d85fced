// What was typed is not lost without a question, on every form alike; after a save nothing is asked.
import { must, open, settled } from './lib.mjs'

const question = (page) => page.locator('.ant-modal-confirm', { hasText: '还有未保存的更改' })
const answer = async (page, name) => {
  await question(page).getByRole('button', { name }).click()
  await question(page).waitFor({ state: 'hidden' })
}
/** To the tags, as whoever has nothing to lose goes there. */
const away = async (page) => {
  await page.locator('h1').first().click()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
}

/** Where something can be typed, and in which field. */
const FORMS = [
  ['/channel-codes/new', '#name'],
  ['/welcome-policies/new', '#name'],
  ['/settings/roles/new', 'main label input'],
  ['/settings/security', '#addresses'],
]

export async function unsavedJourneys({ page, test }) {
  for (const [path, field] of FORMS)
    await test(`what was typed at ${path} is asked about before another page opens`, async () => {
      await open(page, path)
      const box = page.locator(field).first()
      await box.fill('192.0.2.7')
      await away(page)
      await answer(page, '继续编辑')
      must(page.url().endsWith(path), 'the page stays')
      must((await box.inputValue()) === '192.0.2.7', 'with what was typed')
      await away(page)
      await answer(page, '放弃更改')
      await page.waitForURL(/\/tags$/)
      await open(page, path)
      must((await page.getByText('有一份未保存的草稿').count()) === 0, 'what was given up does not come back')
      await away(page)
      await page.waitForURL(/\/tags$/)
    })

  await test('a merge policy changed and saved lets one go, changed again it asks', async () => {
    await open(page, '/settings/merge-policy')
    const levels = page.getByRole('radio')
    const was = await page.getByRole('radio', { checked: true }).inputValue()
    await levels.nth(was === 'careful' ? 2 : 1).check()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('合并规则已保存').waitFor()
    await away(page)
    await page.waitForURL(/\/tags$/)
    await open(page, '/settings/merge-policy')
    await page.locator(`input[type=radio][value=${was}]`).check()
    await away(page)
    await answer(page, '继续编辑')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('合并规则已保存').waitFor()
    await settled(page)
  })
}

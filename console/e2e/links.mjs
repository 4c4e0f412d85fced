// What leads somewhere is a link: it opens in another tab, and its address can be copied.
import { must, open } from './lib.mjs'

export async function linkJourneys({ page, test }) {
  await test('the menu is made of links: with Ctrl a page opens in another tab', async () => {
    await open(page, '/customers')
    const bare = await page.evaluate(() =>
      [...document.querySelectorAll('nav [role=menuitem]:not(.ant-menu-submenu-title)')]
        .filter((item) => !item.querySelector('a[href]'))
        .map((item) => item.textContent),
    )
    must(bare.length === 0, `without an address: ${bare.join(', ')}`)
    const item = page.locator('nav [role=menuitem]', { hasText: '客户群' })
    const [other] = await Promise.all([page.context().waitForEvent('page'), item.click({ modifiers: ['Control'] })])
    await other.waitForURL(/\/group-chats$/)
    await other.close()
    must(page.url().endsWith('/customers'), 'this page stays')
  })
  await test('a name in the list opens beside it, and with the middle button in another tab', async () => {
    const name = page.locator('#grid-row-0 .grid-link')
    const [other] = await Promise.all([page.context().waitForEvent('page'), name.click({ button: 'middle' })])
    await other.waitForURL(/\/customers\/\d+$/)
    await other.close()
    await name.click()
    await page.waitForURL(/open=\d+/)
  })
  await test('tabs are links, moved along by the arrows', async () => {
    await open(page, '/settings/connections')
    await page.getByRole('tab').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForURL(/tab=callbacks/)
    const href = await page.getByRole('tab').last().getAttribute('href')
    must(href === '/settings/connections?tab=inside', `the address of a tab: ${href}`)
  })
}

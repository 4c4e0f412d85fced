// Each desk: what its menu offers opens, and nothing on it asks for what the role may not have.
import { base, launch, must, settled } from './lib.mjs'

const DESKS = ['manager', 'guide', 'finance', 'auditor']

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

export async function roleJourneys(test) {
  const password = process.env.WEFT_DESK_PASSWORD
  if (!password) return console.log('  --  no users of other roles here')
  for (const desk of DESKS)
    await test(`the desk of ${desk}: every page of the menu opens, and nothing is refused`, async () => {
      const { context, page, errors } = await launch()
      const refused = []
      page.on('response', (answer) => {
        if (answer.status() === 403) refused.push(`${new URL(page.url()).pathname}: ${answer.url()}`)
      })
      try {
        const signed = await context.request.post(`${base}/api/sessions`, { data: { name: desk, password } })
        must(signed.ok(), `signs in: ${signed.status()}`)
        await page.goto(`${base}/`)
        await settled(page)
        const paths = await menuOf(page)
        must(paths.length > 3, `a menu: ${paths}`)
        for (const path of paths) {
          await page.goto(base + path)
          await settled(page)
          must((await page.locator('h1').count()) === 1, `${path} has one heading of the first level`)
          const alerts = await page.locator('.ant-alert-error, .ant-result-403').allInnerTexts()
          must(alerts.length === 0, `${path} shows: ${alerts[0]}`)
        }
        must(refused.length === 0, refused.join('\n'))
        must(errors.length === 0, errors.join('\n'))
      } finally {
        await context.close()
      }
    })
}

// The journeys of analysis: a number is as many people as stand behind it, and a link opens the same question.
import { axe, must, open, settled } from './lib.mjs'

const numberIn = (text) => Number(text.replace(/\D/g, ''))
const dayBefore = (days) => new Date(Date.now() + 8 * 3600e3 - days * 86400e3).toISOString().slice(0, 10)
/** Days that are over: what happens meanwhile changes nothing. */
const range = { from: dayBefore(120), to: dayBefore(2) }
const asked = (page, query) => `/analysis/${page}?q=${encodeURIComponent(JSON.stringify({ range, ...query }))}`

const behind = async (page, button) => {
  await button.click()
  await page.waitForSelector('.ant-drawer-open .ant-drawer-extra .muted')
  const count = numberIn(await page.locator('.ant-drawer-open .ant-drawer-extra .muted').innerText())
  await page.locator('.ant-drawer-open .linklike').first().waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.ant-drawer-open').waitFor({ state: 'detached' })
  return count
}

export async function analysisJourneys({ page, test }) {
  await test('a step of a funnel opens as many people as it says, and so does what was lost on the way', async () => {
    await open(page, asked('funnel', { kind: 'funnel', steps: ['contact.added', 'order.paid'], window: '90d' }))
    const steps = page.locator('.funnel-step')
    await steps.nth(1).waitFor()
    const counts = (await steps.locator('b').allInnerTexts()).map(numberIn)
    const lost = page.locator('.funnel-between .bad')
    const dropped = numberIn(await lost.innerText())
    must(counts[0] === counts[1] + dropped, `${counts[0]} = ${counts[1]} + ${dropped}`)
    must((await behind(page, steps.nth(1))) === counts[1], 'who bought')
    must((await behind(page, lost)) === dropped, 'who did not')
    const found = await axe(page)
    must(found.length === 0, found.join('\n'))
  })
  await test('a step added to a funnel is in the address, and the link opens the same', async () => {
    await page.getByRole('button', { name: '添加步骤' }).click()
    await page.getByRole('combobox', { name: '事件' }).nth(2).click()
    await page.keyboard.type('订单完成')
    await page.keyboard.press('Enter')
    await page.waitForURL(/order\.finished/)
    await page.locator('.funnel-step').nth(2).waitFor()
    const counts = await page.locator('.funnel-step b').allInnerTexts()
    await open(page, page.url().replace(/^https?:\/\/[^/]+/, ''))
    await page.locator('.funnel-step').nth(2).waitFor()
    must((await page.locator('.funnel-step b').allInnerTexts()).join() === counts.join(), 'the same figures')
  })
  await test('a share of the cohorts opens who came back', async () => {
    await open(
      page,
      asked('retention', { kind: 'retention', unit: 'month', periods: 2, steps: ['contact.added', 'order.paid'] }),
    )
    const share = page.locator('.cohort .whole button').first()
    await share.waitFor()
    const retained = numberIn((await share.getAttribute('title')).split('/')[0])
    must((await behind(page, share)) === retained, 'as many as the share is of')
  })
  await test('every model of the attribution gives away the same sum', async () => {
    await open(
      page,
      asked('attribution', {
        kind: 'attribution',
        touches: { event: 'contact.added', by: 'property.add_way' },
        goal: { event: 'order.paid', value: 'property.paid_fen' },
        window: '30d',
      }),
    )
    const whole = page.locator('.model-figures').first().locator('.whole td')
    await whole.first().waitFor()
    const sums = (await whole.allInnerTexts()).slice(1)
    must(sums.length === 7 && new Set(sums).size === 1, sums.join())
    await settled(page)
  })
  await test('eight kinds of customers are all of them, a typed cut is in the address, and each opens its people', async () => {
    const event = 'order.paid'
    const metrics = [
      { measure: 'recency', event, cuts: [30] },
      { measure: 'events', event, cuts: [2] },
      { measure: 'sum', event, property: 'paid_fen', cuts: [100000] },
    ]
    await open(page, asked('distribution', { kind: 'distribution', metrics: [{ measure: 'events', event }] }))
    await page.locator('.spread button').first().waitFor()
    const people = numberIn(await page.locator('.spread-figures dd').first().innerText())
    const bars = (await page.locator('.spread button > b').allInnerTexts()).map(numberIn)
    must(bars.reduce((a, b) => a + b, 0) === people, `bars ${bars.join()} are ${people}`)
    must((await behind(page, page.locator('.spread button:enabled').first())) === bars.find((b) => b > 0), 'a bar')
    await open(page, asked('rfm', { kind: 'distribution', metrics }))
    await page.locator('.rfm-cell').nth(7).waitFor()
    // The old counts stay until those of the new cut have come.
    const counted = page.waitForResponse((r) => /"cuts":\[3\]/.test(r.request().postData() ?? '') && r.ok())
    await page.getByRole('spinbutton', { name: '频次 F · 分界点 1' }).fill('3')
    await page.waitForURL((url) => /"cuts":\[3\]/.test(decodeURIComponent(url.href).replaceAll('\\', '')))
    await page.locator('.rfm-cell', { hasText: '≥ 3 次' }).first().waitFor()
    await (await counted).finished()
    await settled(page)
    const cells = (await page.locator('.rfm-cell .rfm-count').allInnerTexts()).map(numberIn)
    must(cells.length === 8 && cells.reduce((a, b) => a + b, 0) === people, `cells ${cells.join()} are ${people}`)
    const most = cells.indexOf(Math.max(...cells))
    must((await behind(page, page.locator('.rfm-cell').nth(most))) === cells[most], `a cell ${cells.join()} at ${most}`)
    const found = await axe(page)
    must(found.length === 0, found.join('\n'))
  })
  await test('who has one thing and not the other is found from the pair', async () => {
    await open(page, asked('lift', { kind: 'lift', steps: ['order.paid'], node: 'property.title', nodes: 20 }))
    const pair = page.locator('.ant-table-row').first()
    await pair.locator('.linklike').nth(1).waitFor()
    const without = numberIn(await pair.locator('.linklike').nth(1).innerText())
    must((await behind(page, pair.locator('.linklike').nth(1))) === without, 'as many as it says')
  })
  await test('a pivot is built by the keyboard; a number opens as many people, and they are kept as an audience', async () => {
    const metrics = [{ measure: 'people', event: 'order.paid' }]
    await open(page, asked('pivot', { kind: 'pivot', dimensions: [], metrics, subtotals: true }))
    await page.getByRole('button', { name: '月：选择放到哪里' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: '放到行' }).click()
    await page.waitForURL(/month/)
    await page.locator('.pivot tbody tr').nth(1).waitFor()
    const total = numberIn(await page.locator('.pivot-total td').first().innerText())
    const found = await axe(page)
    must(found.length === 0, found.join('\n'))
    await page.locator('.pivot').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.ant-drawer-open .ant-drawer-extra .muted')
    const listed = numberIn(await page.locator('.ant-drawer-open .ant-drawer-extra .muted').innerText())
    must(listed === total, `${listed} = ${total}`)
    await page.getByRole('button', { name: '存为分群' }).click()
    await page.getByRole('textbox', { name: '分群名称' }).fill(`买过的人 ${Date.now()}`)
    await page.locator('.ant-modal-footer .ant-btn-primary').click()
    await page.locator('.ant-modal [role=status] a').click()
    await page.waitForURL(/\/segments\/\d+/)
    await page.getByText('保存名单时选中的人').waitFor()
    await settled(page)
  })
}

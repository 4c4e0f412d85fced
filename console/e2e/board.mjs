// The journeys of the board: a figure is as many people as stand behind it, and the address holds it all.
import { clean, must, open, settled } from './lib.mjs'

const numberIn = (text) => Number(text.replace(/\D/g, ''))
const behind = async (page) => {
  await page.waitForSelector('.ant-drawer-open .ant-drawer-extra .muted')
  return numberIn(await page.locator('.ant-drawer-open .ant-drawer-extra .muted').innerText())
}
const leave = async (page) => {
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.search.includes('people='))
}

export async function boardJourneys({ page, test }) {
  await test('a figure of the board opens as many people as it says', async () => {
    await open(page, '/boards/growth?range=last365')
    const figure = page.locator('.board-kpi button.board-value').first()
    const wanted = numberIn(await figure.innerText())
    await figure.click()
    must((await behind(page)) === wanted, 'as many people')
    must(page.url().includes('people='), 'the address says whom')
    await page.waitForTimeout(400)
    await clean(page)
    await leave(page)
  })
  await test('a cell of the cohorts opens who is gone, and who is still there', async () => {
    await page.locator('.board-heat .whole .board-cell').nth(1).click()
    const gone = await behind(page)
    await page.locator('.ant-drawer-open .ant-segmented-item').nth(1).click()
    await page.waitForURL(/people=retained/)
    await settled(page)
    must((await behind(page)) !== gone, 'another list')
    await leave(page)
  })
  await test('the breakdown adds up to the figure above it', async () => {
    await open(page, '/boards/growth?range=last365&cut=source')
    const total = numberIn(await page.locator('.board-kpi button.board-value').first().innerText())
    const parts = await page.evaluate(async () => {
      const asked = new URLSearchParams({ by: 'source', from: '', to: '' })
      const today = new Date(Date.now() + 8 * 3600e3)
      asked.set('to', today.toISOString().slice(0, 10))
      asked.set('from', new Date(today.getTime() - 364 * 86400e3).toISOString().slice(0, 10))
      const board = await (await fetch(`/api/boards/growth?${asked}`)).json()
      return board.rows.reduce((sum, row) => sum + row.now.added, 0)
    })
    must(parts === total, `${parts} of ${total}`)
  })
  await test('a compared figure has its people, and they open in the list of customers', async () => {
    await open(page, '/boards/growth?range=lastMonth')
    const before = page.locator('.board-change button').first()
    const wanted = numberIn(await before.innerText())
    await before.click()
    must((await behind(page)) === wanted, 'as many people as before')
    await page.waitForTimeout(400)
    await clean(page)
    await page.locator('.ant-drawer-open .ant-drawer-body a[href*="board="]').first().click()
    await page.waitForURL((url) => url.pathname === '/customers' && url.search.includes('board='))
    await page.waitForSelector('.filters[role=status]')
    await page.waitForSelector('[role=row][aria-rowindex="2"]')
    await clean(page)
    await page.locator('.filters[role=status] button').click()
    await page.waitForURL((url) => url.pathname === '/customers' && !url.search.includes('board='))
  })
  await test('the chart becomes a table, a file is offered, and a link says all of it', async () => {
    await open(page, '/boards/growth?range=last30&series=table&unit=week&shape=curve&compare=year')
    must((await page.locator('.board-heat tbody tr').count()) > 3, 'rows')
    const file = await page.locator('a[href*="/api/boards/growth/file"]').first().getAttribute('href')
    const answer = await page.evaluate(async (path) => {
      const reply = await fetch(path)
      return [reply.status, reply.headers.get('content-type')]
    }, file)
    must(answer[0] === 200 && answer[1].includes('spreadsheet'), `${answer}`)
    await clean(page)
  })
  await test('on a phone the board is read without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, '/boards/growth')
    const wide = await page.evaluate(
      () => document.querySelector('.board').scrollWidth - document.querySelector('.board').clientWidth,
    )
    must(wide <= 1, `${wide} px too wide`)
    await clean(page)
    await page.setViewportSize({ width: 1440, height: 900 })
  })
}

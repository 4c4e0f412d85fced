// The journeys of boards: a ready one is copied, changed by keyboard, saved, and taken back after a deletion.
import { axe, must, open, settled } from './lib.mjs'

export async function tileJourneys({ page, test }) {
  await test('a ready board is copied, a tile is added and moved by the arrow keys, and all is there after a reload', async () => {
    await open(page, '/boards/finance')
    await page.getByRole('button', { name: '复制为我的看板' }).click()
    await page.waitForURL(/\/boards\/\d+\?edit=1/)
    const before = await page.locator('.tile').count()
    await page.getByRole('combobox', { name: '选择指标' }).click()
    await page.keyboard.type('买家数')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '添加磁贴' }).click()
    const tile = page.getByRole('region', { name: '买家数' })
    await tile.waitFor()
    const place = () => tile.evaluate((one) => one.style.gridColumn)
    const was = await place()
    await tile.getByRole('button', { name: /移动/ }).focus()
    await page.keyboard.press('ArrowRight')
    must((await place()) !== was, 'it moved')
    const now = await place()
    await page.keyboard.press('Shift+ArrowLeft')
    must((await place()) !== now, 'it is narrower')
    await page.getByRole('button', { name: '撤销' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      (wanted) => document.querySelector('section[aria-label="买家数"]')?.style.gridColumn === wanted,
      now,
      { timeout: 5000 },
    )
    // By the keys of the hand: every step back, and every step again; a removed tile, too.
    const becomes = (wanted) =>
      page.waitForFunction(
        (place) => (document.querySelector('section[aria-label="买家数"]')?.style.gridColumn ?? 'gone') === place,
        wanted,
      )
    await page.keyboard.press('Control+z')
    await becomes(was)
    await page.keyboard.press('Control+Shift+z')
    await becomes(now)
    await tile.getByRole('button', { name: /移除磁贴/ }).click()
    await becomes('gone')
    await page.keyboard.press('Control+z')
    await becomes(now)
    await page.keyboard.press('Control+Shift+z')
    await becomes('gone')
    must(await page.getByRole('button', { name: '重做' }).isDisabled(), 'nothing is left to do again')
    await page.keyboard.press('Control+z')
    await becomes(now)
    const found = await axe(page)
    must(found.length === 0, found.join('\n'))
    await page.getByRole('button', { name: '保存' }).click()
    await page.waitForURL((url) => !url.search.includes('edit'))
    await page.reload()
    await tile.waitFor()
    must((await page.locator('.tile').count()) === before + 1, 'one tile more')
    must((await place()) === now, 'where it was put')
    await settled(page)
  })
  await test('a figure of a tile is the one its analysis tells', async () => {
    const figure = page.getByRole('region', { name: '买家数' }).locator('.figure-value')
    const asked = () =>
      page.evaluate(async () => {
        const body = JSON.stringify({
          kind: 'pivot',
          range: { days: 30 },
          metrics: [{ measure: 'people', event: 'order.paid' }],
        })
        const headers = { 'Content-Type': 'application/json' }
        const answer = await (await fetch('/api/query', { method: 'POST', body, headers })).json()
        return answer.rows?.[0]?.[0] ?? answer.reason
      })
    // Somebody may buy between the two.
    let told = ''
    for (let i = 0; i < 60; i++) {
      const shown = Number((await figure.innerText()).replace(/\D/g, ''))
      const wanted = await asked()
      if (shown === wanted) return
      told = `${shown} and ${wanted}`
      await page.waitForTimeout(500)
    }
    must(false, told)
  })
  await test('a deleted board is taken back by the message that tells of it', async () => {
    const path = new URL(page.url()).pathname
    await page.getByRole('button', { name: '删除看板' }).click()
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '删除看板' }).click()
    await page.waitForURL(/\/boards$/)
    await page.getByRole('button', { name: '撤销' }).click()
    await page.locator(`.board-list a[href="${path}"]`).waitFor()
  })
}

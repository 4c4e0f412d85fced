// The journeys of boards: a ready one is copied, changed by keyboard, saved, and taken back after a deletion.
import { ask, axe, must, open, password, settled, signedIn, user } from './lib.mjs'

/** Two at one board: nothing of either is overwritten before one decides. */
async function twoAtOneBoard(page) {
  await open(page, '/boards/finance')
  await page.getByRole('button', { name: '复制为我的看板' }).click()
  await page.waitForURL(/\/boards\/\d+\?edit=1/)
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const nameOf = (who) => who.getByRole('textbox', { name: '名称', exact: true })
  const save = (who) => who.getByRole('button', { name: '保存', exact: true })
  const { page: second } = await signedIn(user, password)
  await open(second, `/boards/${id}?edit=1`)
  await nameOf(second).fill('第二个人的')
  await nameOf(page).fill('第一个人的')
  await page
    .getByRole('button', { name: /移除磁贴/ })
    .first()
    .click()
  await save(page).click()
  await page.waitForURL((url) => !url.search.includes('edit'))
  const conflict = second.getByRole('alert').filter({ hasText: '内容已被他人修改' })
  await conflict.waitFor()
  must(await nameOf(second).evaluate((e) => e === document.activeElement), 'who types goes on typing')
  await conflict.getByText('第一个人的 → 第二个人的').waitFor()
  await conflict.getByText('添加磁贴').waitFor()
  must(await save(second).isDisabled(), 'not saved before one decides')
  must((await ask(page, 'GET', `/api/boards/${id}`)).name === '第一个人的', 'nothing is overwritten')
  const found = await axe(second)
  must(found.length === 0, found.join('\n'))
  await conflict.getByRole('button', { name: '保留我的更改' }).click()
  await conflict.waitFor({ state: 'detached' })
  await save(second).click()
  await second.waitForURL((url) => !url.search.includes('edit'))
  must((await ask(page, 'GET', `/api/boards/${id}`)).name === '第二个人的', 'what was decided stands')
  // Not told in time, the second hears of it when he saves; and takes what the other saved.
  await second.context().route('**/api/live', (route) => route.abort())
  await open(second, `/boards/${id}?edit=1`)
  await nameOf(second).fill('又改了')
  const now = await ask(page, 'GET', `/api/boards/${id}`)
  const draft = Object.fromEntries(['tiles', 'filter', 'is_shared', 'is_open', 'sort'].map((k) => [k, now[k]]))
  await ask(page, 'PUT', `/api/boards/${id}`, { ...draft, name: '第一个人的' }, now.revision)
  // What the other saved cannot be read: that is told, and what is typed here stays.
  const onlyWrites = (route) => (route.request().method() === 'GET' ? route.abort() : route.continue())
  await second.route(`**/api/boards/${id}`, onlyWrites)
  await save(second).click()
  await second.locator('.ant-message-error').waitFor()
  must((await nameOf(second).inputValue()) === '又改了', 'the board stays open')
  await second.unroute(`**/api/boards/${id}`, onlyWrites)
  await save(second).click()
  await conflict.waitFor()
  await conflict.getByRole('button', { name: '载入最新内容' }).click()
  await conflict.waitFor({ state: 'detached' })
  must((await nameOf(second).inputValue()) === '第一个人的', 'theirs is there')
  await ask(page, 'DELETE', `/api/boards/${id}`)
}

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
  await test('a board two people change is not overwritten by the second: the difference is shown, and he decides', () =>
    twoAtOneBoard(page))
}

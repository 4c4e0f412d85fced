// The journeys of boards sent by the clock: set up from a board, sent now to oneself, seen as a picture, paused, deleted
// and taken back; a few of them with the keys alone.
import { axe, must, open, settled } from './lib.mjs'

const drawer = (page) => page.locator('.ant-drawer-open')

export async function reportJourneys({ page, test }) {
  await test('a board is sent every week, now to oneself, and its picture can be looked at', async () => {
    await open(page, '/boards/owner')
    await page.getByRole('button', { name: '定时发送' }).click()
    await drawer(page).getByRole('button', { name: '新建定时发送' }).click()
    await drawer(page).getByText('每周', { exact: true }).click()
    await drawer(page).getByRole('checkbox', { name: '二', exact: true }).uncheck()
    await drawer(page).getByRole('textbox', { name: '时间' }).fill('08:05')
    await drawer(page).getByRole('checkbox', { name: '附上表格（XLSX）' }).check()
    const found = await axe(page)
    must(found.length === 0, found.join('\n'))
    await drawer(page)
      .getByRole('button', { name: /保\s*存/ })
      .click()
    const row = drawer(page).locator('.send-row').filter({ hasText: '每周一、三、四、五 08:05' })
    await row.getByRole('button', { name: '现在发给我' }).click()
    await row
      .getByText(/铃铛已提醒|已送达/)
      .first()
      .waitFor()
    await row.getByRole('button', { name: '查看图片' }).first().click()
    const picture = page.locator('.ant-image-preview img, .ant-image-preview-img').first()
    await picture.waitFor()
    await page.waitForFunction(() => {
      const shown = document.querySelector('.ant-image-preview img, img.ant-image-preview-img')
      return shown?.complete && shown.naturalWidth === 750
    })
    await page.keyboard.press('Escape')
    await open(page, '/reports')
    const bell = await page.evaluate(async () => (await (await fetch('/api/notifications')).json()).items)
    must(
      bell.some((n) => n.kind === 'report.ready' && n.link.startsWith('/boards/owner')),
      'the bell tells',
    )
  })
  await test('a schedule is paused with the keys, deleted and taken back', async () => {
    await open(page, '/reports')
    const row = page.locator('.send-row').filter({ hasText: '每周一、三、四、五 08:05' })
    await row.getByRole('switch').focus()
    await page.keyboard.press('Space')
    await row.getByText('已暂停').waitFor()
    const found = await axe(page)
    must(found.length === 0, found.join('\n'))
    await row.getByRole('button', { name: /删\s*除/ }).click()
    await row.waitFor({ state: 'detached' })
    await page.locator('[data-undo]').click()
    await row.waitFor()
    await row.getByRole('button', { name: /删\s*除/ }).click()
    await row.waitFor({ state: 'detached' })
    await settled(page)
  })
}

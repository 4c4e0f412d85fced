// What an import brought in is taken back by its dialog: customers it made, and costs it set.
import { ask, clean, must, open } from './lib.mjs'

async function brought(page, name, rows) {
  await open(page, '/settings/imports')
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(rows) })
  await page.waitForURL(/file=\d+/)
  await page.getByText('对应到').first().waitFor()
  const number = page.getByRole('radio', { name: '会员号' })
  if (await number.count()) await number.check()
  await page.getByRole('button', { name: '预览结果' }).click()
  await page.getByRole('button', { name: '开始导入' }).waitFor()
}
async function run(page) {
  await page.getByRole('button', { name: '开始导入' }).click()
  await page.getByText('查看结果').waitFor()
}
const named = async (page, name) =>
  (await ask(page, 'GET', `/api/customers?q=${encodeURIComponent(name)}`)).items.filter((c) => c.name === name)

async function customersGoAgain(page, stamp) {
  const [gone, kept] = [`撤走${stamp}`, `留下${stamp}`]
  await brought(page, '名单.csv', `姓名,会员号\n${gone},U-${stamp}-1\n${kept},U-${stamp}-2\n`)
  await run(page)
  const [one] = await named(page, kept)
  must(one && (await named(page, gone)).length === 1, 'both are there')
  await ask(page, 'POST', `/api/customers/${one.id}/notes`, { text: '回头客' })
  await page.getByRole('button', { name: '撤销导入' }).click()
  const dialog = page.locator('.ant-modal').filter({ hasText: '撤销导入' })
  await dialog.getByText('将删除新建的 1 位客户').waitFor()
  await dialog.getByText('新建后有人动过的 1 位保留').waitFor()
  await clean(page)
  await dialog.getByRole('button', { name: '撤销导入' }).click()
  await page.getByText('已删除 1 位，保留 1 位').waitFor()
  must((await named(page, gone)).length === 0, 'whom nobody touched is gone')
  must((await named(page, kept)).length === 1, 'who was noted stays')
}

async function costsAreAsBefore(page, stamp) {
  const [day, campaign] = ['2026-06-01', `活动${stamp}`]
  const set = async () =>
    (await ask(page, 'GET', `/api/spend?from=${day}&to=${day}`)).items.find((s) => s.touch === campaign)?.amount_fen
  const before = { kind: 'campaign', touch: campaign, day_on: day, amount_fen: 10000 }
  await ask(page, 'POST', '/api/spend/sheet', { lines: [before] })
  await brought(page, '费用.csv', `日期,活动,金额\n${day},${campaign},250.50\n`)
  const cell = page.getByRole('cell', { name: day })
  must((await cell.first().innerText()).trim() === day, 'a day without an hour')
  await run(page)
  must((await set()) === 25050, `set: ${await set()}`)
  await page.getByRole('button', { name: '撤销导入' }).click()
  const dialog = page.locator('.ant-modal-confirm')
  await dialog.getByText('费用恢复为导入前的金额').waitFor()
  await clean(page)
  await dialog.getByRole('button', { name: '撤销导入' }).click()
  await page.getByText('已恢复 1 天次的费用').waitFor()
  must((await set()) === before.amount_fen, `as before: ${await set()}`)
}

export async function importJourneys({ page, test, stamp }) {
  await test('customers of an import go again by its dialog, but whom somebody touched', () =>
    customersGoAgain(page, stamp))
  await test('costs of an import become what they were by its dialog', () => costsAreAsBefore(page, stamp))
}

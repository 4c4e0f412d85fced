// What a code brought: every scan and every loss shows on the open page, in its figures, its chart and by member.
import { must, open } from '../lib.mjs'

const sim = async (path, body) => {
  const answer = await fetch(`${process.env.WEFT_SIM_URL}/sim/${path}`, { method: 'POST', body: JSON.stringify(body) })
  must(answer.ok, `${path}: ${answer.status}`)
  return answer.json()
}
const SCANS = 3

/** Three newcomers scan and one of them leaves; the page that stands open tells what the platform did, to the person. */
export async function countScans({ page, hand, t, stamp }, code) {
  await open(page, `/channel-codes/${code.id}`)
  const main = page.locator('main')
  const figure = (key) => main.locator('.figure', { hasText: t(`acquire.${key}`) }).locator('.figure-value')
  const keys = ['addedToday', 'addedLately', 'lostLately', 'netLately']
  const read = async () =>
    Object.fromEntries(await Promise.all(keys.map(async (key) => [key, Number(await figure(key).innerText())])))
  const members = main.locator('.card', { hasText: t('acquire.onDuty') }).locator('tbody')
  const byMember = async () =>
    Object.fromEntries(
      (await members.locator('tr.ant-table-row').allInnerTexts()).map((row) => {
        const cells = row.split('\t').map((cell) => cell.trim())
        return [cells[0], Number(cells.at(-1))]
      }),
    )
  const drawn = () =>
    main
      .locator('canvas')
      .first()
      .evaluate((c) => c.toDataURL())
  const [before, members0, chart0] = [await read(), await byMember(), await drawn()]

  const got = {}
  const came = []
  for (let n = 0; n < SCANS; n++) {
    const done = await sim('customers/scan', { config_id: code.config_id, customer: { name: `计数 ${stamp} ${n}` } })
    must(done.outcome === 'added', `scan ${n}: ${done.outcome}`)
    came.push({ id: done.customer.external_userid, userid: done.relation.userid })
    got[done.relation.member_name] = (got[done.relation.member_name] ?? 0) + 1
  }
  await sim(`customers/${came[0].id}/delete`, { userid: came[0].userid })

  const want = {
    addedToday: before.addedToday + SCANS,
    addedLately: before.addedLately + SCANS,
    lostLately: before.lostLately + 1,
    netLately: before.netLately + SCANS - 1,
  }
  for (const key of keys) await figure(key).getByText(String(want[key]), { exact: true }).waitFor()
  must(JSON.stringify(await read()) === JSON.stringify(want), JSON.stringify([await read(), want]))
  const now = await byMember()
  for (const [name, n] of Object.entries(got))
    must(now[name] === (members0[name] ?? 0) + n, `${name}: ${members0[name] ?? 0} + ${n} is told as ${now[name]}`)
  must((await drawn()) !== chart0, 'the chart is drawn anew')

  const trend = main.locator('.card', { hasText: t('acquire.trend') })
  await hand.choose(trend.getByRole('radiogroup'), t('common.table'))
  const today = await trend.locator('tr.ant-table-row').first().innerText()
  const [, added, lost] = today.split('\t').map(Number)
  must(added === want.addedToday && lost === before.lostLately + 1, `the row of today: ${today}`)
}

// Whose welcome counts: code before time slot before staff before department before default, seen in the phone frame.
import { must, open, settled } from '../lib.mjs'

const post = (page, path, body, method = 'POST') =>
  page.evaluate(
    async ([to, sent, how]) => {
      const headers = { 'Content-Type': 'application/json', ...(how === 'DELETE' ? { 'If-Match': sent } : {}) }
      const answer = await fetch(to, {
        method: how,
        headers,
        ...(how === 'POST' ? { body: JSON.stringify(sent) } : {}),
      })
      return answer.status === 204 ? null : answer.json()
    },
    [path, body, method],
  )

/** A policy for one member, by the form with its phone beside; that of his department is there already. */
async function makePolicy({ page, hand, t }, name, staff) {
  await open(page, '/welcome-policies/new')
  await hand.write(page.locator('#name'), name)
  await hand.choose(page.locator('#scope'), t('words.scope.staff'))
  await hand.pickInTree(page.getByRole('combobox', { name: t('reach.staff') }), [staff])
  await hand.write(page.getByRole('textbox', { name: t('reach.message') }), `${name} `)
  await hand.press(page.locator('#message').getByRole('button', { name: t('pick.variable.客户昵称') }))
  await page.locator('.phone-body', { hasText: `${name} ${t('reach.sampleName')}` }).waitFor()
  await hand.press(page.getByRole('button', { name: t('common.save'), exact: true }))
  await page.waitForURL(/welcome-policies$/)
}

export async function precedence(walk, code) {
  const { page, hand, t, stamp } = walk
  await open(page, '/welcome-policies')
  const staff = await page.evaluate(async () => (await (await fetch('/api/staff?limit=200')).json()).items)
  const [mine] = staff.filter((s) => s.is_contact && s.department_ids.length === 1)
  const other = staff.findLast((s) => s.is_contact && s.department_ids.join() !== mine.department_ids.join())
  // The newest of all defaults counts: a default of its own, whatever else the brand has.
  for (const [name, of] of [
    ['默认', { scope: 'default' }],
    ['部门', { scope: 'department', department_ids: mine.department_ids }],
  ]) {
    const draft = { name: `${name} ${stamp}`, message: { text: name, attachments: [] }, is_enabled: true, ...of }
    const made = await post(page, '/api/welcome-policies', draft)
    must(made.id, JSON.stringify(made))
  }
  await makePolicy(walk, `员工 ${stamp}`, other.name)
  await open(page, '/welcome-policies?tab=try')
  const shows = (name) => page.locator('.phone-bar', { hasText: name }).waitFor()
  const box = (label) => page.getByRole('combobox', { name: label })
  const day = new Date().toISOString().slice(0, 10)
  const at = page.getByRole('textbox', { name: t('reach.at') })
  await hand.date(at, `${day} 12:00`)
  await shows(`默认 ${stamp}`)
  await hand.pick(box(t('reach.anyStaff')), mine.name)
  await shows(`部门 ${stamp}`)
  await hand.pick(box(t('reach.anyStaff')), other.name)
  await shows(`员工 ${stamp}`)
  await hand.date(at, `${day} 23:30`)
  await shows('夜间')
  await hand.pick(box(t('reach.code')), code.name)
  await shows(code.name)
  await settled(page)
  const { items } = await page.evaluate(async () => (await fetch('/api/welcome-policies')).json())
  for (const one of items.filter((p) => p.name.endsWith(stamp) && p.scope !== 'code'))
    await post(page, `/api/welcome-policies/${one.id}`, `"r${one.revision}"`, 'DELETE')
}

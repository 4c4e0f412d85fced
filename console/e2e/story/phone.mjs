// From the customer's phone: scan, add, read the welcome, chat, delete; and what the console shows meanwhile.
import { must, open, PATIENCE, settled } from '../lib.mjs'
import { handOf } from './hand.mjs'

const LIVE_MS = 3000 // a second is what a person should wait; the machine of the tests is a busy one

/** A phone of the simulator in a tab of its own. */
export async function phoneOf(walk, query = '') {
  const page = await walk.context.newPage()
  page.setDefaultTimeout(PATIENCE)
  await page.addInitScript((lang) => localStorage.setItem('lang', lang), walk.lang === 'zh-CN' ? 'zh' : 'en')
  await page.goto(`${process.env.WEFT_SIM_URL}/${query}`)
  const say = (zh, en) => (walk.lang === 'zh-CN' ? zh : en)
  const screen = page.locator(query.includes('staff=') ? '#staff' : '#customer')
  await screen.locator('h2').waitFor()
  return { page, screen, say, hand: handOf(page, walk.hand.keys ? 'keys' : 'mouse') }
}

async function scan({ screen, hand, say }, link) {
  await hand.press(screen.locator('.dock').getByRole('button', { name: say('扫一扫', 'Scan') }))
  await hand.write(screen.getByRole('textbox', { name: say('二维码链接', 'Link') }), link)
  await hand.press(screen.locator('.who button'))
  await screen.getByRole('textbox', { name: say('发消息', 'Message') }).waitFor()
}

const sim = async (path) => (await fetch(`${process.env.WEFT_SIM_URL}/sim/${path}`)).json()

/** A newcomer scans; the open list of customers takes him in at its top. */
export async function comeByCode(walk, phone, code, name) {
  const { page, t } = walk
  await open(page, '/customers')
  phone.page.once('dialog', (d) => void d.accept(name))
  await phone.hand.press(phone.screen.getByRole('button', { name: phone.say('新客户', 'New') }))
  await phone.screen.locator('option:checked', { hasText: name }).waitFor({ state: 'attached' })
  await scan(phone, code.link)
  const started = Date.now()
  const row = page.locator('.grid-row.fresh', { hasText: name })
  await row.waitFor()
  must(Date.now() - started < LIVE_MS, `in the list after ${Date.now() - started} ms`)
  await phone.screen.locator('.welcome-mark').nth(9).waitFor()
  const text = await phone.screen.locator('.bubble.text').first().innerText()
  must(text.includes(name) && !text.includes('{'), `the welcome: ${text}`)
  await phone.hand.write(phone.screen.getByRole('textbox', { name: phone.say('发消息', 'Message') }), '请问有券吗')
  await phone.page.keyboard.press('Enter')
  await phone.screen.locator('.line.me', { hasText: '请问有券吗' }).waitFor()
  if (walk.hand.keys) {
    await walk.hand.reach(page.locator('[role=grid]'))
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
  } else await row.locator('.grid-link').click()
  await page
    .locator('.ant-drawer-open')
    .getByRole('link', { name: t('customer.openPage') })
    .waitFor()
  await walk.hand.press(page.locator('.ant-drawer-open').getByRole('link', { name: t('customer.openPage') }))
  await page.waitForURL(/\/customers\/\d+/)
  await settled(page)
  const main = page.locator('main')
  await main.getByText(t('event.matched', { name: code.name })).waitFor()
  await main.locator('.ant-tag', { hasText: '银卡会员' }).first().waitFor()
  const { customers } = await sim(`customers?q=${encodeURIComponent(name)}`)
  const id = customers[0].external_userid
  const { relations } = await sim(`customers/${id}`)
  await main.getByText(relations[0].member_name).first().waitFor()
  return { id, userid: relations[0].userid, staff: relations[0].member_name, name, url: page.url() }
}

/** Tags go both ways: what the member marks shows on the open page, what the console marks in his profile. */
export async function tagBothWays(walk, who) {
  const { page, hand, t } = walk
  const phone = await phoneOf(walk, `?staff=${who.userid}`)
  const { screen, say } = phone
  await phone.hand.press(screen.locator('.row', { hasText: who.name }).first())
  await phone.hand.press(screen.getByRole('button', { name: say('资料', 'Profile') }))
  const mark = (name) => screen.getByRole('button', { name, exact: true })
  await phone.hand.press(mark('孕中期'))
  await page.locator('main .ant-tag', { hasText: '孕中期' }).first().waitFor()
  await hand.press(page.getByRole('button', { name: t('customer.editTags') }))
  await hand.pick(page.getByRole('combobox', { name: t('customer.tags') }), '老客推荐')
  await page.keyboard.press('Escape')
  await hand.press(
    page
      .locator('main')
      .getByRole('button', { name: t('common.save'), exact: true })
      .first(),
  )
  await screen.locator('.tag[aria-pressed=true]', { hasText: '老客推荐' }).waitFor()
  return phone
}

const bars = (walk, who, n) =>
  walk.page.getByRole('img', { name: walk.t('customer.intervalsOf', { name: who.staff, n }) }).waitFor()

/** Deleted by the customer, added again, deleted by the member: intervals, and who is told. */
export async function leaveAndReturn(walk, phone, member, who, code) {
  const { page, hand, t } = walk
  const { screen, say } = phone
  phone.page.on('dialog', (d) => void d.accept())
  await phone.hand.press(screen.locator('.top').getByRole('button', { name: say('删除', 'Delete') }))
  await page.locator('main').getByText(t('words.ended_by.customer')).first().waitFor()
  await member.hand.press(member.screen.getByRole('button', { name: say('返回', 'Back') }))
  await member.hand.press(member.screen.getByRole('button', { name: say('返回', 'Back') }))
  await member.hand.press(member.screen.locator('.dock').getByRole('button', { name: say('应用消息', 'App messages') }))
  await member.screen.locator('.notice', { hasText: who.name }).first().waitFor()
  await bars(walk, who, 1)
  // The same member takes him in again only by chance; a person is one person all the same.
  await scan(phone, code.link)
  await page.waitForFunction(
    async (id) => (await (await fetch(`/api/customers/${id}`)).json()).relations.length === 2,
    new URL(who.url).pathname.split('/').at(-1),
  )
  await member.hand.press(member.screen.locator('.dock').getByRole('button', { name: say('客户', 'Customers') }))
  const { relations } = await sim(`customers/${who.id}`)
  const now = relations.find((r) => r.customer_has && r.member_has)
  const other = now.userid === who.userid ? member : await phoneOf(walk, `?staff=${now.userid}`)
  if (other === member) await bars(walk, who, 2)
  else other.page.on('dialog', (d) => void d.accept())
  if (other === member) member.page.on('dialog', (d) => void d.accept())
  await other.hand.press(other.screen.locator('.row', { hasText: who.name }).first())
  await other.hand.press(other.screen.getByRole('button', { name: say('资料', 'Profile') }))
  await other.hand.press(other.screen.getByRole('button', { name: say('删除客户', 'Delete customer') }))
  const told = t('notification.contact_lost_by_staff', { customer_name: who.name, staff_name: now.member_name })
  await hand.press(page.locator('header button').filter({ has: page.locator('.anticon-bell') }))
  await page.locator('.ant-drawer-open').getByText(told).waitFor()
  await page.keyboard.press('Escape')
  await open(page, '/losses')
  for (const by of ['customer', 'staff']) {
    const row = page.locator('tr', { hasText: who.name }).filter({ hasText: t(`words.ended_by.${by}`) })
    await row.first().waitFor()
  }
  for (const tab of new Set([member, other])) await tab.page.close()
}

// The first hour of a new brand, from an empty server to the first customer: by mouse in Chinese and by keyboard alone in
// English, with four servers the other two as well. WEFT_EMPTY_URLS names servers nobody has used, WEFT_EMPTY_SIM_URLS
// their platforms, each with an empty corp.
import { clean, launch, must, settled, tabTo } from './lib.mjs'

const ZH = {
  lang: 'zh-CN',
  steps: '开始使用',
  progress: (n) => `已完成 ${n} / 7`,
  connect: '接入企业微信',
  name: '连接名称',
  corp: '企业 ID',
  next: '下一步',
  agent: '应用 AgentId',
  secret: '应用 Secret',
  contact: '客户联系 Secret',
  url: 'API 地址',
  test: '测试连接',
  goOn: '保存并继续',
  verified: '已验证',
  sync: '立即同步',
  synced: '已完成',
  done: '完成',
  healthy: '正常',
  store: '建立门店',
  newStore: '新建门店',
  storeName: '门店名称',
  storeCode: '门店编码',
  save: '保存',
  welcome: '设置欢迎语',
  title: '名称',
  text: '欢迎语内容',
  code: '创建第一个渠道活码',
  staff: '接待员工',
}
const EN = {
  lang: 'en-US',
  steps: 'First steps',
  progress: (n) => `${n} of 7 done`,
  connect: 'Connect WeCom',
  name: 'Connection name',
  corp: 'Corp ID',
  next: 'Next',
  agent: 'AgentId of the app',
  secret: 'App secret',
  contact: 'Customer-contact secret',
  url: 'API address',
  test: 'Test',
  goOn: 'Save and continue',
  verified: 'Verified',
  sync: 'Sync now',
  synced: 'Done',
  done: 'Done',
  healthy: 'Healthy',
  store: 'Create your stores',
  newStore: 'New store',
  storeName: 'Store name',
  storeCode: 'Store code',
  save: 'Save',
  welcome: 'Set up a welcome message',
  title: 'Name',
  text: 'Message',
  code: 'Create your first channel code',
  staff: 'Staff',
}

const part = (page) => page.locator('.ant-modal:visible, main').last()
const mouse = {
  press: async (page, name) => {
    const called = { name: new RegExp(`(^| )${name}$`) } // an icon before it has a name of its own
    await part(page).getByRole('button', called).or(part(page).getByRole('link', called)).first().click()
  },
  fill: async (page, label, text) => {
    await part(page).getByLabel(label).first().click()
    await page.keyboard.type(text)
  },
  pickStaff: async (page, label) => {
    await part(page).getByLabel(label).first().click()
    await page.locator('.ant-select-tree-checkbox').first().click()
    await page.keyboard.press('Escape')
  },
}
const keyboard = {
  press: async (page, name) => {
    await tabTo(page, name)
    await page.keyboard.press('Enter')
  },
  fill: async (page, label, text) => {
    await tabTo(page, label)
    await page.keyboard.type(text)
  },
  pickStaff: async (page, label) => {
    await tabTo(page, label)
    await page.keyboard.press('ArrowDown')
    await page.locator('.ant-select-tree-checkbox').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
  },
}

const ask = async (url, body) => {
  const answer = await fetch(url, body && { method: 'POST', body: JSON.stringify(body) })
  must(answer.ok, `${url}: ${answer.status}`)
  return answer.json()
}

async function walk({ base, sim, hand, w }) {
  const { page, errors } = await launch({ lang: w.lang, forOne: true })
  const corp = (await ask(`${sim}/sim/world?brief=1`)).corps[0]
  const built = corp.apps.find((app) => app.kind === 'built')
  /** Back at the desk, so many steps are done; on to the next of them. */
  const at = async (done, next) => {
    await page.goto(`${base}/`)
    await page.getByText(w.progress(done)).waitFor()
    await settled(page)
    if (next) await hand.press(page, next)
    await settled(page)
  }
  await page.goto(`${base}/sign-in`)
  await page.locator('#name').waitFor()
  await page.keyboard.type('admin') // the focus is there
  await page.keyboard.press('Tab')
  await page.keyboard.type(process.env.WEFT_EMPTY_PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/')
  await at(0)
  await clean(page)
  await hand.press(page, w.connect)
  await page.waitForURL(/connections\/new$/)
  await settled(page)
  await hand.fill(page, w.name, corp.name)
  await hand.fill(page, w.corp, corp.corp_id)
  await hand.press(page, w.next)
  await hand.fill(page, w.agent, String(built.agent_id))
  await hand.fill(page, w.secret, built.secret)
  await hand.fill(page, w.contact, corp.apps.find((app) => app.kind === 'customer').secret)
  await hand.fill(page, w.url, sim)
  await hand.press(page, w.test)
  await page.getByRole('button', { name: w.goOn }).waitFor()
  await clean(page)
  await hand.press(page, w.goOn)
  await page.locator('code.mono').nth(2).waitFor()
  const [url, token, aes_key] = await page.locator('code.mono').allInnerTexts()
  await ask(`${sim}/sim/apps/${corp.corp_id}/${built.agent_id}/callback`, { url, token, aes_key })
  await page.locator('.badge', { hasText: w.verified }).waitFor()
  await clean(page)
  await hand.press(page, w.next)
  await settled(page)
  await hand.press(page, w.next)
  await hand.press(page, w.sync)
  await page.locator('[role=status]', { hasText: w.synced }).waitFor()
  await hand.press(page, w.done)
  await page.waitForURL(/connections\/\d+$/)
  await page.locator('.page-head .badge', { hasText: w.healthy }).waitFor()
  await at(3, w.store)
  await hand.press(page, w.newStore)
  await page.locator('.ant-modal').waitFor()
  await hand.fill(page, w.storeName, 'First')
  await hand.fill(page, w.storeCode, 'S1')
  await hand.press(page, w.save)
  await page.locator('[role=treeitem]', { hasText: 'First' }).waitFor()
  await at(4, w.welcome)
  await hand.fill(page, w.title, 'Hello')
  await hand.fill(page, w.text, 'Hi')
  await clean(page)
  await hand.press(page, w.save)
  await page.waitForURL(/welcome-policies$/)
  await at(5, w.code)
  await hand.fill(page, w.title, 'Door')
  await hand.pickStaff(page, w.staff)
  await page.locator('.plain-table tbody tr').first().waitFor()
  await hand.press(page, w.save)
  await page.waitForURL(/channel-codes\/\d+$/)
  await page.goto(`${base}/`)
  await page.getByText(w.progress(6)).waitFor()
  const { items } = await page.evaluate(async () => (await fetch('/api/channel-codes')).json())
  await ask(`${sim}/sim/customers/scan`, { config_id: items[0].config_id, customer: { name: 'Ada' } })
  // The list of steps goes by itself: the page stands open.
  await page.getByText(w.steps, { exact: true }).waitFor({ state: 'detached' })
  must(errors.length === 0, errors.join('\n'))
}

const WALKS = [
  ['by mouse, in Chinese', mouse, ZH],
  ['by keyboard alone, in English', keyboard, EN],
  ['by mouse, in English', mouse, EN],
  ['by keyboard alone, in Chinese', keyboard, ZH],
]

export async function firstJourneys(test) {
  const servers = (process.env.WEFT_EMPTY_URLS ?? '').split(' ').filter(Boolean)
  const sims = (process.env.WEFT_EMPTY_SIM_URLS ?? '').split(' ').filter(Boolean)
  if (servers.length < 2 || sims.length < servers.length) return console.log('  --  no empty servers here')
  for (const [at, [how, hand, w]] of WALKS.slice(0, servers.length).entries())
    await test(`the first hour of a new brand, ${how}`, () => walk({ base: servers[at], sim: sims[at], hand, w }))
}

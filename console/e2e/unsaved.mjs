// What was typed is not lost without a question, on every form alike; after a save nothing is asked.
import { ask, must, open, password, settled, signedIn, user } from './lib.mjs'

const question = (page) => page.locator('.ant-modal-confirm', { hasText: '还有未保存的更改' })
const answer = async (page, name) => {
  await question(page).getByRole('button', { name }).click()
  await question(page).waitFor({ state: 'hidden' })
}
const go = async (page, letter) => {
  await page.locator('h1').first().click()
  await page.keyboard.press('g')
  await page.keyboard.press(letter)
}
/** To the tags, as whoever has nothing to lose goes there. */
const away = (page) => go(page, 't')
const back = (page) => page.evaluate(() => history.back())
const pathOf = (page) => new URL(page.url()).pathname
/** What should not come has had the time to. */
const nothingAsked = async (page) => {
  await page.waitForTimeout(300)
  must((await question(page).count()) === 0, 'nothing is asked')
}

/** Where something can be typed, in which field, and whether a draft of it is kept. */
const FORMS = [
  ['/channel-codes/new', '#name', true],
  ['/welcome-policies/new', '#name', true],
  ['/segments/new', '#name', false],
  ['/settings/roles/new', 'main label input', false],
  ['/settings/security', '#addresses', false],
  ['/settings/connections/new', '#name', false],
  ['/settings/connections/new-account', '#name', false],
]

async function aFormAsks(page, [path, field, hasDraft]) {
  await open(page, path)
  const box = page.locator(field).first()
  // What is given up has to be taken away again where a draft of it is kept.
  const kept =
    hasDraft && page.waitForResponse((r) => r.request().method() === 'PUT' && r.url().includes('/preferences/'))
  await box.fill('192.0.2.7')
  await kept
  await away(page)
  await answer(page, '继续编辑')
  must(page.url().endsWith(path), 'the page stays')
  must((await box.inputValue()) === '192.0.2.7', 'with what was typed')
  await away(page)
  await answer(page, '放弃更改')
  await page.waitForURL(/\/tags$/)
  await open(page, path)
  if (hasDraft)
    must((await page.getByText('有一份未保存的草稿').count()) === 0, 'the draft given up does not come back')
  else must((await box.inputValue()) !== '192.0.2.7', 'what was given up is gone')
  await away(page)
  await page.waitForURL(/\/tags$/)
}

/** Back as often as `times` within a moment, from a form two pages deep. */
async function backStays(page, times) {
  await open(page, '/segments')
  await go(page, 'a')
  await page.waitForURL(/\/channel-codes$/)
  await page.locator('a[href="/channel-codes/new"]').first().click()
  await page.locator('#name').fill('还在写')
  for (let i = 0; i < times; i++) {
    await back(page)
    await page.waitForTimeout(80)
  }
  await question(page).waitFor()
  await page.waitForTimeout(300)
  await page.keyboard.press('Escape')
  await question(page).waitFor({ state: 'hidden' })
  await page.waitForTimeout(300)
  must(pathOf(page) === '/channel-codes/new', `the address is that of the form, not ${pathOf(page)}`)
  must((await page.locator('#name').inputValue()) === '还在写', 'with what was typed')
  await back(page)
  await answer(page, '放弃更改')
  await page.waitForURL(/\/channel-codes$/)
  await page.locator('h1', { hasText: '渠道活码' }).waitFor()
}

/** Escape and the mask of a drawer. */
async function aDrawerAsks(page) {
  await open(page, '/attributes')
  await page.getByRole('button', { name: '新建属性' }).click()
  const drawer = page.locator('.ant-drawer-open')
  const name = drawer.locator('#name')
  const closings = [() => page.keyboard.press('Escape'), () => drawer.locator('.ant-drawer-mask').click()]
  for (const close of closings) {
    await name.fill('写到一半')
    await close()
    await answer(page, '继续编辑')
    must((await name.inputValue()) === '写到一半', 'what was typed is there')
  }
  await name.fill('')
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })
  await nothingAsked(page)
}

async function theMenuAsks(page) {
  await open(page, '/official-accounts?tab=menu')
  await page.locator('.oa-menu button').first().click()
  const name = page.locator('main label', { hasText: '名称' }).locator('input')
  const was = await name.inputValue()
  await name.fill('还没存')
  const replies = page.getByRole('tab', { name: '自动回复' })
  await replies.click()
  await answer(page, '继续编辑')
  must(page.url().includes('tab=menu'), 'the tab stays')
  must((await name.inputValue()) === '还没存', 'with what was typed')
  await name.fill(was)
  await replies.click()
  await page.waitForURL(/tab=replies/)
  await nothingAsked(page)
  await page.getByRole('button', { name: '新建回复' }).first().click()
  await page.locator('.ant-modal #name').fill('还没存')
  await page.keyboard.press('Escape')
  await answer(page, '放弃更改')
  await page.locator('.ant-modal #name').waitFor({ state: 'detached' })
}

/** Dialogs and drawers in which more than a word is typed: how each is opened, and what is done there. */
const DIALOGS = [
  ['a user', '/settings/users', ['新建用户'], (box) => box.locator('#display_name').fill('写到一半')],
  ['a connection', 'connection', ['编辑'], (box) => box.locator('#base_url').fill('http://127.0.0.1:1')],
  ['a sending by the clock', '/boards/owner?send=1', ['新建定时发送'], (box) => box.getByText('每月').click()],
  [
    'costs',
    '/analysis/attribution',
    ['投放费用'],
    async (box) => {
      await box.getByRole('tab').nth(1).click()
      await box.locator('textarea').fill('2026-11-01\t甲\t1')
    },
  ],
]
async function aDialogAsks(page, [, path, names, type]) {
  const [one] = (await ask(page, 'GET', '/api/connections')).items
  await open(page, path === 'connection' ? `/settings/connections/${one.id}` : path)
  for (const name of names) await page.getByRole('button', { name }).first().click()
  const box = page.locator('.ant-modal:visible, .ant-drawer-open').last()
  await type(box)
  await page.waitForTimeout(200)
  await page.keyboard.press('Escape')
  await answer(page, '继续编辑')
  must(await box.isVisible(), 'it stays')
  await page.keyboard.press('Escape')
  await answer(page, '放弃更改')
  await box.waitFor({ state: 'hidden' })
}

/** What the columns of a file mean, changed and not looked at yet. */
async function aMappingAsks(page) {
  await open(page, '/settings/imports')
  const file = { name: '问.csv', mimeType: 'text/csv', buffer: Buffer.from('手机号,昵称\n13900000001,问\n') }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.waitForURL(/file=\d+/)
  await page.getByText('对应到').first().waitFor()
  await page.getByRole('radio', { name: '会员号' }).check()
  await away(page)
  await answer(page, '继续编辑')
  must(await page.getByRole('radio', { name: '会员号' }).isChecked(), 'what was chosen is there')
  await page.getByRole('button', { name: '换一个文件' }).click()
  await answer(page, '放弃更改')
  await page.waitForURL((url) => !url.search.includes('file='))
  await nothingAsked(page)
}

/** A note half written, in the drawer one walks through the list with. */
async function aNoteAsks(page) {
  await open(page, '/customers')
  await page.locator('[role=grid]').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/open=/)
  const note = page.locator('.ant-drawer-open').getByLabel('跟进备注')
  await note.fill('打过电话')
  await page.keyboard.press('Escape')
  await answer(page, '继续编辑')
  must((await note.inputValue()) === '打过电话', 'what was typed is there')
  await note.fill('')
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.search.includes('open='))
  await nothingAsked(page)
}

/** An audience saved while another has saved it: Escape decides nothing, and what is saved lets one go. */
async function theOtherIsNotOverwritten(page, stamp) {
  const rule = { '==': [{ var: 'is_active' }, true] }
  const draft = { name: `我的 ${stamp}`, kind: 'live', rule, priority: 0, every_hours: 0, tells: false, revision: 0 }
  const made = await ask(page, 'POST', '/api/segments', draft)
  await open(page, `/segments/${made.id}/edit`)
  await page.locator('#name').fill(`第一 ${stamp}`)
  await ask(page, 'PUT', `/api/segments/${made.id}`, { ...draft, name: `第二 ${stamp}`, revision: made.revision })
  await page.getByRole('button', { name: '保存' }).click()
  const conflict = page.locator('.ant-modal-confirm', { hasText: '内容已被他人修改' })
  await conflict.waitFor()
  await page.keyboard.press('Escape')
  await conflict.waitFor({ state: 'hidden' })
  must((await page.locator('#name').inputValue()) === `第一 ${stamp}`, 'what was typed is there')
  await page.waitForTimeout(500)
  const stored = () => ask(page, 'GET', `/api/segments/${made.id}`)
  must((await stored()).name === `第二 ${stamp}`, 'nothing of the other was overwritten')
  await page.getByRole('button', { name: '保存' }).click()
  await conflict.getByRole('button', { name: '用我的更改覆盖' }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/edit'))
  await nothingAsked(page)
  must((await stored()).name === `第一 ${stamp}`, 'who says so overwrites')
  await away(page)
  await page.waitForURL(/\/tags$/)
  await ask(page, 'DELETE', `/api/segments/${made.id}`, undefined, (await stored()).revision)
}

/** Signing out asks first: who stays has his session, and with it what he typed. */
async function signingOutAsks() {
  const { page } = await signedIn(user, password)
  await open(page, '/settings/roles/new')
  const name = page.locator('main label input').first()
  await name.fill('还没存')
  const out = async () => {
    await page.locator('header button[title]').last().click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
  }
  await out()
  await answer(page, '继续编辑')
  must((await name.inputValue()) === '还没存', 'what was typed is there')
  await ask(page, 'GET', '/api/me')
  await out()
  await answer(page, '放弃更改')
  await page.waitForURL(/\/sign-in/)
}

export async function unsavedJourneys({ page, test, stamp }) {
  for (const form of FORMS)
    await test(`what was typed at ${form[0]} is asked about before another page opens`, () => aFormAsks(page, form))
  await test('a step back is asked about, and who stays is where he was', () => backStays(page, 1))
  await test('two steps back in a moment are one question, and who stays is where he was', () => backStays(page, 2))
  await test('a drawer asks at Escape and at its mask, and not when all is as it was', () => aDrawerAsks(page))
  await test('the menu of an account is not lost by another tab, nor a reply by Escape', () => theMenuAsks(page))
  for (const dialog of DIALOGS)
    await test(`${dialog[0]} half typed is not lost by Escape`, () => aDialogAsks(page, dialog))
  await test('what columns mean is not lost by another page', () => aMappingAsks(page))
  await test('a note half written is not lost with the drawer it stands in', () => aNoteAsks(page))
  await test('Escape between two saves overwrites nothing; what is saved lets one go', () =>
    theOtherIsNotOverwritten(page, stamp))
  await test('signing out asks first, and who stays is signed in', () => signingOutAsks())

  await test('how a form is looked at is chosen without a question', async () => {
    await open(page, '/settings/roles/new')
    await page.locator('main label input').first().fill('还没存')
    await page.getByRole('combobox', { name: '与哪个角色对比' }).click()
    await page.locator('.ant-select-item-option').first().click()
    await page.waitForURL(/base=/)
    await nothingAsked(page)
    await page.locator('main label input').first().fill('')
    await away(page)
    await page.waitForURL(/\/tags$/)
  })

  await test('a merge policy changed and saved lets one go, changed again it asks', async () => {
    await open(page, '/settings/merge-policy')
    const levels = page.getByRole('radio')
    const was = await page.getByRole('radio', { checked: true }).inputValue()
    await levels.nth(was === 'careful' ? 2 : 1).check()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('合并规则已保存').waitFor()
    await away(page)
    await page.waitForURL(/\/tags$/)
    await open(page, '/settings/merge-policy')
    await page.locator(`input[type=radio][value=${was}]`).check()
    await away(page)
    await answer(page, '继续编辑')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('合并规则已保存').waitFor()
    await settled(page)
  })
}

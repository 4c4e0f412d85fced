// An audience is built by keyboard alone: where a condition was added one is in it, where one went one is beside it.
import { must, open, settled, tabTo } from './lib.mjs'

const stamp = Date.now().toString(36)
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key)
}

/** Where the focus is: the groups it stands in, from the outermost, and its own name. */
const place = (page) =>
  page.evaluate(() => {
    const names = []
    for (let e = document.activeElement; e && e.tagName !== 'MAIN'; e = e.parentElement)
      if (e === document.activeElement || (e.role ?? e.getAttribute('role')) === 'group')
        names.unshift(e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent)
    return names.join(' › ')
  })
const at = async (page, wanted, after) => {
  for (let i = 0; i < 40 && (await place(page)) !== wanted; i++) await page.waitForTimeout(50)
  must((await place(page)) === wanted, `after ${after} the focus is on ${await place(page)}, not ${wanted}`)
}

/** Goes by Tab to what is called so and presses it; the focus is then where it is wanted. */
async function enter(page, name, wanted, after) {
  await tabTo(page, name)
  await press(page, 'Enter')
  if (wanted) await at(page, wanted, after)
}

/** Chooses in the select that has the focus: opened by Enter, gone through by the arrow. */
async function choose(page, label) {
  await press(page, 'Enter')
  const active = page.locator('.ant-select-dropdown:visible .ant-select-item-option-active')
  await active.waitFor()
  for (let i = 0; i < 80; i++) {
    if ((await active.textContent()) === label) {
      await press(page, 'Enter')
      await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })
      return
    }
    await press(page, 'ArrowDown')
  }
  must(false, `the arrows do not come to ${label}`)
}

/** The rule as the builder has it, read where it is tried. */
const tried = (page, holds) =>
  page.waitForResponse(async (r) => {
    if (!r.url().includes('/segments/preview') || r.request().method() !== 'POST') return false
    return holds(JSON.stringify(r.request().postDataJSON().rule))
  })

async function segmentByKeys(page) {
  await open(page, '/segments')
  await page.locator('main').focus()
  await enter(page, '新建')
  await page.waitForURL(/segments\/new$/)
  await settled(page)
  await page.getByRole('group', { name: '条件 1' }).waitFor()

  await page.locator('main').focus()
  await enter(page, '添加条件', '条件组 › 条件 2 › 类型', 'a condition was added')
  await choose(page, '有标签')
  await at(page, '条件组 › 条件 2 › 类型', 'its kind was chosen')
  await tabTo(page, '标签', 1)
  await press(page, 'Enter', 'ArrowDown')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').waitFor()
  await press(page, 'Enter', 'Escape')
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })

  await enter(page, '添加条件组', '条件组 › 条件组 3 › 满足任一条件', 'a group was added')
  await press(page, 'ArrowUp')
  await at(page, '条件组 › 条件组 3 › 满足全部条件', 'an arrow among and/or')
  await tabTo(page, '类型')
  await at(page, '条件组 › 条件组 3 › 条件 1 › 类型', 'Tab into the group')
  await choose(page, '行为次数')
  await tabTo(page, '事件类型', 1)
  await choose(page, '支付订单')
  await tabTo(page, '时间范围', 1)
  await choose(page, '近 90 天')
  await tabTo(page, '方式', 1)
  await tabTo(page, '取值', 1)
  const whole = tried(page, (rule) =>
    /has_tag.*"and":\[\{">=":\[\{"event_count":\["order.paid","90d"\]\},3\]\}\]/.test(rule),
  )
  await press(page, 'Control+a', '3')
  const found = await (await whole).json()
  must(found.is_good && Number.isInteger(found.count), `the audience is tried: ${JSON.stringify(found).slice(0, 200)}`)

  // From here back up: a second condition of the group goes, comes back, and goes with what follows it.
  await enter(page, '添加条件', '条件组 › 条件组 3 › 条件 2 › 类型', 'a condition was added to the group')
  await enter(page, '删除 2', '条件组 › 条件组 3 › 条件 1 › 类型', 'the last of the group was removed')
  await press(page, 'Control+z')
  await at(page, '条件组 › 条件组 3 › 条件 2 › 类型', 'the removal was taken back')
  await enter(page, '删除 2', '条件组 › 条件组 3 › 条件 1 › 类型', 'it was removed again')
  // Ctrl Z brings back what an event has to say besides, too.
  await enter(page, '附加条件', '条件组 › 条件组 3 › 条件 1 › 附加条件 1 › 属性名', 'an extra condition was added')
  await enter(page, '删除 附加条件 1', '条件组 › 条件组 3 › 条件 1 › 附加条件', 'it was removed')
  await press(page, 'Control+z')
  await at(page, '条件组 › 条件组 3 › 条件 1 › 附加条件 1 › 属性名', 'its removal was taken back')
  await enter(page, '删除 附加条件 1', '条件组 › 条件组 3 › 条件 1 › 附加条件', 'it was removed again')
  await page.locator('main').focus()
  await enter(page, '删除 1', '条件组 › 条件 1 › 类型', 'the first was removed: the next one stands there')
  must((await page.locator('.rule-line').count()) === 2, 'a tag and a count are left')

  await page.locator('main').focus()
  await tabTo(page, '名称')
  await page.keyboard.type(`键盘 ${stamp}`)
  await page.locator('main').focus()
  await enter(page, '保存')
  await page.waitForURL(/segments\/\d+$/)
  const saved = await page.evaluate(async () =>
    (await fetch(`/api/segments/${location.pathname.split('/').at(-1)}`)).json(),
  )
  must(saved.name === `键盘 ${stamp}`, 'its name')
  const [tag, group] = saved.rule.and
  must(saved.rule.and.length === 2 && tag.has_tag.length === 1, `its tag: ${JSON.stringify(saved.rule)}`)
  must(
    JSON.stringify(group) === '{"and":[{">=":[{"event_count":["order.paid","90d"]},3]}]}',
    `its count: ${JSON.stringify(group)}`,
  )
}

export async function segmentKeyJourneys({ page, test }) {
  await test('an audience is built by keyboard: conditions and a group come, go and come back, the focus with them', () =>
    segmentByKeys(page))
}

// A channel code with all there is to it: made, printed, made two hundred times, counted.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, open, settled } from '../lib.mjs'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const MP4 = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), Buffer.alloc(2048)])
const PDF = Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n${' '.repeat(64)}`)
const media = (name, mimeType, buffer) => ({ name, mimeType, buffer })

/** Nine attachments of all five kinds. */
export const attachmentsOf = (stamp) => [
  ['image', media(`a-${stamp}.png`, 'image/png', PNG)],
  ['image', media(`b-${stamp}.png`, 'image/png', PNG)],
  ['video', media(`c-${stamp}.mp4`, 'video/mp4', MP4)],
  ['file', media(`d-${stamp}.pdf`, 'application/pdf', PDF)],
  ['file', media(`e-${stamp}.pdf`, 'application/pdf', PDF)],
  ['link', { title: `育儿手册 ${stamp}`, url: 'https://example.com/guide' }],
  ['link', { title: '活动页', url: 'https://example.com/event' }],
  ['mini_program', { title: `小满商城 ${stamp}`, app_id: 'wx0123456789abcdef', page: 'pages/index/index' }],
  ['mini_program', { title: '会员中心', app_id: 'wx0123456789abcdef', page: 'pages/member/index' }],
]

export async function attach({ page, hand, t }, [kind, what], stamp) {
  const dialog = page.locator('.ant-modal').last()
  await hand.menu(page.getByRole('button', { name: t('pick.addAttachment') }), t(`words.attachment.${kind}`))
  await dialog.waitFor()
  await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]') !== null)
  if (what.buffer) await hand.file(dialog.getByRole('button', { name: t('pick.chooseFile') }), what)
  else {
    await hand.write(dialog.locator('#title'), what.title)
    if (kind === 'link') await hand.write(dialog.locator('#url'), what.url)
    else {
      await hand.write(dialog.locator('#app_id'), what.app_id)
      await hand.write(dialog.locator('#page'), what.page)
      // The picture of the card was uploaded before.
      await hand.press(dialog.getByRole('button', { name: `a-${stamp}.png` }).first())
    }
  }
  const ok = dialog.getByRole('button', { name: t('common.ok'), exact: true })
  await page.waitForFunction((e) => !e.disabled, await ok.elementHandle())
  await hand.press(ok)
  await page.locator('.ant-modal').waitFor({ state: 'hidden' })
}

async function slot({ page, hand, t }, at, { name, from, until, staff }) {
  await hand.press(page.locator('[data-add]'))
  const box = page.locator(`[data-slot="${at}"]`)
  await hand.write(box.getByRole('textbox', { name: t('acquire.slotTitle') }), name)
  await hand.write(box.getByRole('textbox', { name: t('pick.from') }), from)
  await hand.write(box.getByRole('textbox', { name: t('pick.until') }), until)
  await hand.pickInTree(box.getByRole('combobox', { name: t('acquire.staff') }), [staff])
  return box
}

/** The form of a code, filled from top to bottom; answers the code as the server keeps it. */
export async function makeCode(walk, { name, staff }) {
  const { page, hand, t, stamp } = walk
  await open(page, '/channel-codes')
  await hand.press(
    page.getByRole('link', { name: t('acquire.newCode') }).or(page.getByRole('button', { name: t('acquire.newCode') })),
  )
  await page.waitForURL(/codes\/new$/)
  await settled(page)
  const box = (label) => page.getByRole('combobox', { name: label })
  await hand.write(page.locator('#name'), name)
  await hand.pick(box(t('acquire.group')), '活动')
  await hand.write(page.locator('#medium'), '海报')
  const year = new Date().getFullYear()
  const [from, until] = [page.locator('#validity'), page.locator('.ant-picker-range input').nth(1)]
  await hand.date(from, `${year}-01-01 08:00`)
  await hand.date(until, `${year + 1}-12-31 22:00`)
  await hand.pickInTree(box(t('acquire.staff')).first(), staff.slice(0, 2))
  await hand.choose(page.locator('#allocation'), t('words.allocation.weighted'))
  await hand.write(page.getByRole('spinbutton', { name: `${t('acquire.weight')} ${staff[0]}` }), '30')
  await hand.write(page.getByRole('spinbutton', { name: `${t('acquire.cap')} ${staff[0]}` }), '150')
  await slot(walk, 0, { name: '白天', from: '09:00', until: '18:00', staff: staff[0] })
  const night = await slot(walk, 1, { name: '夜里', from: '22:00', until: '6', staff: staff[2] })
  await hand.toggle(night.getByRole('checkbox').last())
  await night.getByText(t('pick.overnight')).waitFor()
  await hand.pickInTree(box(t('acquire.backup')), [staff[3]])
  const verify = page.locator('#skip_verify')
  if ((await verify.getAttribute('aria-checked')) !== 'true') await hand.toggle(verify)
  await hand.pick(box(t('acquire.tags')), '银卡会员')
  await page.keyboard.press('Escape')
  for (const variable of ['客户昵称', '渠道'])
    await hand.press(page.getByRole('button', { name: t(`pick.variable.${variable}`), exact: true }).first())
  await hand.choose(page.locator('#welcome_mode'), t('words.welcome_mode.own'))
  const text = page.getByRole('textbox', { name: t('acquire.welcome') })
  await hand.write(text, '您好 ')
  for (const variable of ['客户昵称', '员工姓名', '门店'])
    await hand.press(
      page.locator('#welcome').getByRole('button', { name: t(`pick.variable.${variable}`), exact: true }),
    )
  for (const one of attachmentsOf(stamp)) await attach(walk, one, stamp)
  await page.getByText('9 / 9').waitFor()
  must((await page.locator('.phone-line').count()) === 10, 'the phone shows a text and nine attachments')
  must((await page.locator('.phone-body').innerText()).includes(t('reach.sampleName')), 'with the name in it')
  await hand.press(page.getByRole('button', { name: t('common.save') }))
  await page.waitForURL(/\/channel-codes\/\d+$/)
  await page.getByRole('heading', { level: 1, name }).waitFor()
  return page.evaluate(async (id) => (await fetch(`/api/channel-codes/${id}`)).json(), page.url().split('/').at(-1))
}

/** What was entered is what is kept. */
export function checkCode(code, { name, staff }) {
  const shares = code.staff.map((s) => [s.name, s.weight, s.daily_cap])
  const want = [
    [staff[0], 30, 150],
    [staff[1], 10, 0],
  ]
  must(code.name === name && code.group_name === '活动' && code.medium === '海报', JSON.stringify(code))
  must(JSON.stringify(shares.toSorted()) === JSON.stringify(want.toSorted()), JSON.stringify(shares))
  must(code.allocation === 'weighted' && code.skip_verify, 'weighted, without asking')
  const slots = code.slots.map((s) => `${s.name} ${s.from}-${s.until} ${s.staff.map((x) => x.name)} ${s.weekdays}`)
  must(slots[0] === `白天 09:00-18:00 ${staff[0]} 1,2,3,4,5`, slots[0])
  must(slots[1] === `夜里 22:00-06:00 ${staff[2]} 1,2,3,4,5,7`, slots[1])
  must(code.backup_staff_ids.length === 1 && code.tag_ids.length === 1, 'backup and tag')
  must(code.remark_pattern === '{客户昵称}{渠道}', code.remark_pattern)
  const year = new Date().getFullYear()
  const [from, until] = [Date.parse(code.valid_from), Date.parse(code.valid_until)]
  must(from === Date.parse(`${year}-01-01T08:00+08:00`), `from ${code.valid_from}`)
  must(until === Date.parse(`${year + 1}-12-31T22:00+08:00`), `until ${code.valid_until}`)
  const kinds = code.welcome.attachments.map((a) => a.kind).join()
  must(kinds === 'image,image,video,file,file,link,link,mini_program,mini_program', kinds)
}

const sizeOf = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)].join('x')

/** The files of its picture; `walk.read` tells what a picture says to a phone. */
export async function printCode(walk, code) {
  const { page, hand, t } = walk
  await page.waitForFunction(() => document.querySelector('img.qr')?.complete)
  const folder = mkdtempSync(join(tmpdir(), 'weft-story-'))
  const get = async (run) => {
    const file = await hand.download(run)
    const path = join(folder, file.suggestedFilename())
    await file.saveAs(path)
    return { path, bytes: readFileSync(path) }
  }
  const button = page.getByRole('button', { name: t('acquire.downloadQr') })
  const svg = await get(() => hand.menu(button, t('acquire.fileSvg')))
  must(svg.path.endsWith('.svg') && svg.bytes.toString().includes('<svg'), 'an SVG')
  for (const n of [512, 1024]) {
    const png = await get(() => hand.menu(button, t('acquire.filePng', { n })))
    must(png.bytes.subarray(1, 4).toString() === 'PNG' && sizeOf(png.bytes) === `${n}x${n}`, sizeOf(png.bytes))
    must((await walk.read(png.path)) === code.link, 'it reads as the link of the code')
  }
  const print = await get(() => hand.menu(button, t('acquire.filePrint')))
  must(Number(sizeOf(print.bytes).split('x')[0]) > 1024, `for print: ${sizeOf(print.bytes)}`)
  must((await walk.read(print.path)) === code.link, 'printed it reads, too')
  await hand.press(page.getByRole('button', { name: t('acquire.poster') }).first())
  const dialog = page.locator('.ant-modal').last()
  await hand.choose(dialog.getByRole('radiogroup'), t('acquire.template_card'))
  await hand.write(dialog.locator('#poster-title'), '到店有礼')
  await page.waitForFunction(() => document.querySelector('img.poster')?.complete)
  const poster = await get(() => hand.press(dialog.getByRole('link', { name: t('acquire.downloadPoster') })))
  must(poster.bytes.subarray(1, 4).toString() === 'PNG' && poster.bytes.length > 20_000, `${poster.bytes.length}`)
  must((await walk.read(poster.path)) === code.link, 'the poster reads, too')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
}

/** Two hundred codes for two hundred media from a spreadsheet. */
export async function makeMany(walk, template) {
  const { page, hand, t, stamp } = walk
  await open(page, '/channel-codes')
  await hand.press(
    page.getByRole('link', { name: t('acquire.batch') }).or(page.getByRole('button', { name: t('acquire.batch') })),
  )
  await page.waitForURL(/batch$/)
  await settled(page)
  await hand.pick(page.getByRole('combobox', { name: t('acquire.batchTemplate') }), template)
  const rows = Array.from({ length: 200 }, (_, i) => `批量 ${stamp} ${i + 1},货架 ${i + 1},门店物料`)
  const sheet = media('codes.csv', 'text/csv', Buffer.from(`名称,媒介,分组\n${rows.join('\n')}\n${rows[0]}\n`))
  await hand.file(page.locator('.ant-upload-drag .ant-upload-btn'), sheet)
  await hand.press(page.getByRole('button', { name: t('common.next') }))
  await page.locator('.ant-alert-warning').waitFor() // the row that stands there twice
  await hand.press(page.getByRole('button', { name: t('acquire.batchStart', { n: 200 }) }))
  await page.getByText(t('words.job_state.done'), { exact: true }).waitFor()
  const result = await hand.download(() => hand.press(page.getByRole('link', { name: t('acquire.batchResult') })))
  must((await result.path()) !== null, 'the names and links as a file')
  const made = await page.evaluate(
    async (q) => (await (await fetch(`/api/channel-codes?limit=200&q=${encodeURIComponent(q)}`)).json()).items.length,
    `批量 ${stamp}`,
  )
  must(made === 200, `${made} of 200 codes`)
}

// The first story of the product, from a scan to the operator's screen: once by mouse in Chinese, once by keys in English.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { base, launch, must, password, user } from './lib.mjs'
import { checkCode, makeCode, makeMany, printCode } from './story/code.mjs'
import { replay, wrongCredentials } from './story/connect.mjs'
import { countScans } from './story/figures.mjs'
import { handOf } from './story/hand.mjs'
import { comeByCode, leaveAndReturn, phoneOf, tagBothWays } from './story/phone.mjs'
import { precedence } from './story/welcome.mjs'
import { wordsOf } from './story/words.mjs'

const jsQr = readFileSync(createRequire(import.meta.url).resolve('jsqr'), 'utf8')

/** What a phone's camera would make of a picture. */
async function readQr(page, path) {
  await page.evaluate(jsQr)
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
    canvas.drawImage(bitmap, 0, 0)
    const { data, width, height } = canvas.getImageData(0, 0, bitmap.width, bitmap.height)
    return globalThis.jsQR(data, width, height)?.data
  }, readFileSync(path).toString('base64'))
}

/** Two walks show both hands and both languages; WEFT_STORY=all walks the other two as well. */
const WALKS = [
  { lang: 'zh-CN', by: 'mouse', staff: ['周思琪', '郭嘉欣', '赵艳红', '谢晓燕'] },
  { lang: 'en-US', by: 'keys', staff: ['何梦瑶', '韩婷', '高嘉欣', '曹佳慧'] },
]
const OTHER_WALKS = [
  { lang: 'zh-CN', by: 'keys', staff: ['赵秀兰', '谢海燕', '徐佳慧', '朱慧敏'] },
  { lang: 'en-US', by: 'mouse', staff: ['张俊杰', '刘晓燕', '唐艳红', '高春梅'] },
]

async function walk(test, { lang, by, staff }, stamp) {
  const { context, page, errors } = await launch({ lang })
  const t = await wordsOf(lang)
  const hand = handOf(page, by)
  const here = { context, page, hand, t, lang, stamp: `${stamp}${by[0]}${lang[0]}`, read: (path) => readQr(page, path) }
  const say = (what, act) => test(`${what} (${by}, ${lang})`, act)
  await say('signing in leads to what one has to do, with the focus on its heading', async () => {
    await page.goto(`${base}/sign-in`)
    await hand.write(page.locator('#name'), user)
    await hand.write(page.locator('#password'), password)
    await hand.press(page.getByRole('button', { name: t('org.signIn'), exact: true }))
    await page.waitForURL((url) => url.pathname === '/')
    await page.locator('.figure-value').first().waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  })
  const wanted = { name: `${by === 'keys' ? '键' : '鼠'}活码 ${here.stamp}`, staff }
  let code
  await say('a channel code with all there is to it is made', async () => {
    code = await makeCode(here, wanted)
    checkCode(code, wanted)
  })
  await say('its pictures and its poster are downloaded, and read as its link', () => printCode(here, code))
  await say('whose welcome counts is seen in the phone frame', () => precedence(here, code))
  await say('two hundred codes are made from a spreadsheet', () => makeMany(here, wanted.name))
  const phone = await phoneOf(here)
  let who
  await say('a customer scans, reads the welcome and writes; the console shows it live', async () => {
    who = await comeByCode(here, phone, code, `小米 ${here.stamp}`)
  })
  let member
  await say('tags go both ways while both look on', async () => {
    member = await tagBothWays(here, who)
  })
  await say('leaving and coming back are intervals, and the right people are told', () =>
    leaveAndReturn(here, phone, member, who, code),
  )
  await say('scans and losses are counted on the open page of the code, to the person', () => countScans(here, code))
  await say('the wizard says what is wrong with each credential', () => wrongCredentials(here))
  await say('a callback that failed is carried out again', () => replay(here))
  await say('and no page went wrong on the way', () => must(errors.length === 0, errors.join('\n')))
  await context.close()
}

export async function storyJourneys({ test, stamp }) {
  const others = process.env.WEFT_STORY === 'all' ? OTHER_WALKS : []
  for (const one of [...WALKS, ...others]) await walk(test, one, stamp)
}

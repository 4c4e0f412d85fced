// Every page on a phone, in both languages: it is not wider than the phone, no words are cut off without being told
// in full elsewhere, and a finger hits what is to be pressed.
import { launch, must, open, settled, signIn } from './lib.mjs'

const PHONE = { width: 390, height: 844 }
const FINGER = 44

/** What is wrong on the page shown, as lines. */
const faults = (finger) => {
  const isShown = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden'
  const called = (e) => (e.getAttribute('aria-label') || e.textContent || e.className).trim().slice(0, 40)
  const main = document.querySelector('main')
  const wide = [document.documentElement, main]
    .filter((box) => box.scrollWidth > box.clientWidth + 1)
    .map((box) => `${box.tagName} is ${box.scrollWidth} px wide, of ${box.clientWidth}`)
  const pen = document.createElement('canvas').getContext('2d')
  const isCutHint = (input) => {
    const style = getComputedStyle(input)
    pen.font = style.font
    const room = input.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
    return input.value === '' && room > 0 && pen.measureText(input.placeholder).width > room + 1
  }
  const hints = [...main.querySelectorAll('input[placeholder]')].filter((e) => isShown(e) && isCutHint(e))
  const words = [...main.querySelectorAll('h1, h2, button, label, [role=tab], .badge, .figure-label, .figure-value')]
  const isCut = (e) => getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1
  const cut = words.filter((e) => isShown(e) && isCut(e) && !e.closest('[title]'))
  const small = [
    ...main.querySelectorAll(
      '.ant-btn, .pick button, .view-name, .pivot-chip, .ant-segmented-item, .ant-select, .ant-picker, .linklike',
    ),
  ].filter((e) => isShown(e) && e.getBoundingClientRect().height < finger - 1)
  return [
    ...wide,
    ...hints.map((e) => `the hint is cut: ${e.placeholder}`),
    ...cut.map((e) => `cut off: ${called(e)}`),
    ...small.map((e) => `too small for a finger: ${called(e)} ${Math.round(e.getBoundingClientRect().height)} px`),
  ]
}

export async function phoneJourneys({ test, pages }) {
  for (const lang of ['zh-CN', 'en-US'])
    await test(`on a phone, in ${lang}, every page has its width, its words in full and buttons for fingers`, async () => {
      const { page } = await launch({ lang, viewport: PHONE, forOne: true })
      await signIn(page)
      await open(page, '/')
      const found = []
      for (const path of pages) {
        await page.evaluate((to) => history.pushState({}, '', to), path)
        await settled(page)
        for (const fault of await page.evaluate(faults, FINGER)) found.push(`${path.replace(/\d{5,}/, '…')}: ${fault}`)
      }
      must(found.length === 0, found.join('\n'))
    })
}

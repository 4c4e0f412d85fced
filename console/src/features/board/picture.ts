import { saveFile } from '@/answers/file'

const SCALE = 2
const MARGIN = 24
const LINE = 22
/** What an element needs to look alike outside of its page. */
const SKIPPED = /^(animation|transition|cursor|-webkit-tap|will-change|view-)/

function styled(from: Element, to: Element) {
  if (to instanceof HTMLElement || to instanceof SVGElement) {
    const style = getComputedStyle(from)
    for (const name of style) if (!SKIPPED.test(name)) to.style.setProperty(name, style.getPropertyValue(name))
  }
  const [own, made] = [from.children, to.children]
  for (let i = 0; i < own.length; i++) styled(own[i]!, made[i]!)
}

/** The same, standing by itself: styles inside, what was drawn as pictures. */
function alone(from: HTMLElement): HTMLElement {
  const to = from.cloneNode(true) as HTMLElement
  styled(from, to)
  const canvases = [...from.querySelectorAll('canvas')]
  for (const [i, canvas] of [...to.querySelectorAll('canvas')].entries()) {
    const image = document.createElement('img')
    image.src = canvases[i]!.toDataURL('image/png')
    image.style.cssText = canvas.style.cssText
    canvas.replaceWith(image)
  }
  for (const hidden of to.querySelectorAll('[data-no-picture]')) hidden.remove()
  to.style.margin = '0'
  return to
}

const loaded = (source: string) =>
  new Promise<HTMLImageElement>((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => reject(new Error('picture'))
    image.src = source
  })

const PATIENCE_MS = 60_000
const LOOK_MS = 100
/** Until nothing is being loaded any more; what is not there after a minute is shown as it is. */
async function settled(box: HTMLElement) {
  for (const end = Date.now() + PATIENCE_MS; box.querySelector('.ant-skeleton, .ant-spin') && Date.now() < end; )
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}

/** What is on the screen as a PNG, under lines that say what it is: a title, the period, when. */
export async function savePicture(box: HTMLElement, lines: string[]) {
  await settled(box)
  const { width, height } = { width: box.scrollWidth, height: box.scrollHeight }
  const body = new XMLSerializer().serializeToString(alone(box))
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<foreignObject width="100%" height="100%">${body}</foreignObject></svg>`
  const image = await loaded(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`)
  const head = MARGIN + lines.length * LINE + 8
  const canvas = document.createElement('canvas')
  canvas.width = (width + 2 * MARGIN) * SCALE
  canvas.height = (head + height + MARGIN) * SCALE
  const at = canvas.getContext('2d')
  if (!at) return
  const page = getComputedStyle(document.body)
  at.scale(SCALE, SCALE)
  at.fillStyle = page.backgroundColor
  at.fillRect(0, 0, canvas.width, canvas.height)
  at.fillStyle = page.color
  lines.forEach((line, i) => {
    at.font = `${i === 0 ? 'bold 18px' : '13px'} ${page.fontFamily}`
    at.fillText(line, MARGIN, MARGIN + (i + 0.6) * LINE)
  })
  at.drawImage(image, MARGIN, head, width, height)
  saveFile(`${lines[0]}.png`, canvas.toDataURL('image/png'))
}

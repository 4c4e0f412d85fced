// The journey of two customers who may be one: asked about, compared side by side, made one, seen, and two again.
import { ask, axe, must, open, settled } from './lib.mjs'

const LONG = { timeout: 300_000 }

/** Two whom no member of staff has both; the last two of the list are the journey's of rights. */
async function pairOf(page) {
  const list = await ask(page, 'GET', '/api/customers?limit=200&sort=added_asc')
  const named = list.items.filter((c) => c.name).slice(-40, -2)
  for (let at = 0; at + 1 < named.length; at += 2) {
    const [a, b] = [named[at], named[at + 1]]
    const preview = await ask(page, 'GET', `/api/customers/${a.id}/merge-preview?other_id=${b.id}`)
    if (preview.is_shared_staff === false) return [a, b]
  }
  return null
}

/** Both say they have this number: evidence that asks people. */
const setPhone = (page, id, phone) =>
  page.evaluate(
    async ([at, number]) => {
      // Somebody may change him between the two: then it is read again.
      for (let tried = 0; tried < 50; tried++) {
        const known = await (await fetch(`/api/customers/${at}`)).json()
        const made = await fetch(`/api/customers/${at}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json', 'if-match': `r${known.revision}` },
          body: JSON.stringify({ phone: number }),
        })
        if (made.status !== 412) return made.ok
      }
      return false
    },
    [id, phone],
  )

const areOne = (page, a, b, one) =>
  page.waitForFunction(
    async ([x, y, want]) => {
      const [p, q] = await Promise.all([x, y].map(async (id) => (await (await fetch(`/api/people/${id}`)).json()).id))
      return want ? p === q : p === x && q === y
    },
    [a, b, one],
    LONG,
  )

export async function mergeJourneys({ page, test }) {
  await test('a review is compared side by side, merged, seen at the person, and split back', async () => {
    await open(page, '/customers')
    const pair = await pairOf(page)
    must(pair, 'two who have no member in common')
    const [a, b] = pair
    const phone = `199${String(Date.now()).slice(-8)}`
    for (const one of pair) must(await setPhone(page, one.id, phone), 'the phone is written')
    await page.waitForFunction(
      async (ids) => {
        const list = await (await fetch('/api/merge-reviews?limit=200')).json()
        return list.items.some((r) => ids.every((id) => r.sides.some((s) => s.id === id)))
      },
      [a.id, b.id],
      LONG,
    )
    await open(page, '/merge-reviews')
    const side = (one) => page.locator(`table.sides th a[href$="/customers/${one.id}"]`)
    await page.locator('table.sides').waitFor(LONG)
    for (let n = 0; n < 200 && (await side(a).count()) === 0; n++) {
      await page.getByRole('button', { name: '稍后再看' }).click()
      await settled(page)
    }
    must((await side(b).count()) === 1, 'both stand side by side')
    must((await page.locator('table.sides li.strong').count()) >= 2, 'what both have stands out')
    const found = await axe(page)
    must(found.length === 0, found.join('\n'))
    await page.locator('.decide .ant-btn-primary').click()
    await areOne(page, a.id, b.id, true)
    await open(page, `/customers/${b.id}`)
    await page.locator('ol.chain li', { hasText: '合并' }).first().waitFor(LONG)
    await page.getByRole('button', { name: '拆分' }).first().click()
    await page.locator('.ant-modal').last().getByRole('button', { name: /^拆出/ }).click()
    await areOne(page, a.id, b.id, false)
  })
}

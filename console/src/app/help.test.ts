import { expect, test } from 'vitest'
import { helpOf } from './help'
import { flatNav, NAV } from './nav'

test('every page of the menu has help in both languages, of the same build', async () => {
  for (const { path } of flatNav(NAV)) {
    const zh = await helpOf(path, 'zh-CN')
    const en = await helpOf(path, 'en-US')
    expect([path, zh !== null, en !== null]).toEqual([path, true, true])
    expect([path, zh!.how.map((p) => p.steps.length)]).toEqual([path, en!.how.map((p) => p.steps.length)])
    expect([path, zh!.related]).toEqual([path, en!.related])
    expect([path, /[一-鿿]/.test(JSON.stringify(en))]).toEqual([path, false])
    const pages = new Set(flatNav(NAV).map((p) => p.path))
    for (const p of zh!.related ?? []) expect([path, p, pages.has(p)]).toEqual([path, p, true])
  }
})

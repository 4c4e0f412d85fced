// Pictures of every page, to be looked at:  node e2e/shots.mjs OUT_DIR [zh|en] [dark] [compact] [only-name,...]
import { mkdirSync } from 'node:fs'
import { axe, base, launch, open, settled, signIn } from './lib.mjs'

const [out = 'shots', ...flags] = process.argv.slice(2)
mkdirSync(out, { recursive: true })
const lang = flags.includes('en') ? 'en-US' : 'zh-CN'
const dark = flags.includes('dark')
const compact = flags.includes('compact')
const only = flags
  .find((f) => f.startsWith('only='))
  ?.slice(5)
  .split(',')
const suffix = `${flags.includes('en') ? 'en' : 'zh'}${dark ? '-dark' : ''}${compact ? '-compact' : ''}`
const { context, page, errors } = await launch({ lang, prefs: { dark, density: compact ? 'compact' : 'comfortable' } })

await page.goto(`${base}/sign-in`)
await page.waitForSelector('#name')
await page.waitForTimeout(400)
await page.screenshot({ path: `${out}/sign-in-${suffix}.png` })
for (const line of await axe(page)) console.log(`axe sign-in: ${line}`)
await signIn(page)
const first = async (path) => page.evaluate(async (p) => (await (await fetch(p)).json()).items?.[0]?.id, path)
const code = await first('/api/channel-codes')
const policy = await first('/api/welcome-policies')
const customer = await first('/api/customers?limit=1')
const connection = await first('/api/connections')
const pages = [
  ['home', '/'],
  ['codes', '/channel-codes'],
  ['growth', '/boards/growth?range=last365'],
  ['code-new', '/channel-codes/new'],
  ['code-batch', '/channel-codes/batch'],
  ['code', `/channel-codes/${code}`],
  ['code-edit', `/channel-codes/${code}/edit`],
  ['code-drawer', `/channel-codes?open=${code}`],
  ['welcome', '/welcome-policies'],
  ['welcome-sent', '/welcome-policies?tab=sent'],
  ['welcome-try', '/welcome-policies?tab=try'],
  ['policy', `/welcome-policies/${policy}`],
  ['customers', '/customers'],
  ['customers-none', '/customers?q=zzzz'],
  ['customer', `/customers/${customer}`],
  ['customer-drawer', `/customers?open=${customer}`],
  ['losses', '/losses'],
  ['tags', '/tags'],
  ['org', '/settings/org'],
  ['stores', '/settings/stores'],
  ['users', '/settings/users'],
  ['api-keys', '/settings/api-keys'],
  ['connections', '/settings/connections'],
  ['callbacks', '/settings/connections?tab=callbacks'],
  ['effects', '/settings/connections?tab=effects'],
  ['inside', '/settings/connections?tab=inside'],
  ['connection-new', '/settings/connections/new'],
  ['connection', `/settings/connections/${connection}`],
  ['jobs', '/settings/jobs'],
  ['audit', '/settings/audit'],
  ['not-found', '/nowhere'],
]
for (const [name, path] of pages) {
  if (only && !only.includes(name)) continue
  const started = Date.now()
  await open(page, path)
  const ms = Date.now() - started
  await page.screenshot({ path: `${out}/${name}-${suffix}.png` })
  const lines = await axe(page)
  console.log(`${name} ${ms} ms${lines.length ? '' : ' axe clean'}`)
  for (const line of lines) console.log(`   axe ${line}`)
}
if (!only) {
  await open(page, '/')
  await page.keyboard.press('Control+k')
  await page.waitForSelector('[role=listbox]')
  await page.keyboard.type('kh')
  await settled(page)
  await page.screenshot({ path: `${out}/palette-${suffix}.png` })
}
for (const e of [...new Set(errors)]) console.log(`console: ${e}`)
await context.close()

// The wizard says in plain words what is wrong with each credential; a callback that failed is carried out again.
import { must, open } from '../lib.mjs'

const sim = async (path, body) => {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  return (await fetch(`${process.env.WEFT_SIM_URL}/sim/${path}`, sent)).json()
}

export async function wrongCredentials(walk) {
  const { page, hand, t } = walk
  const { corps } = await sim('world?brief=1')
  const { corp_id, apps } = corps[1]
  const { agent_id, secret } = apps[0]
  await open(page, '/settings/connections')
  await hand.press(
    page
      .getByRole('link', { name: t('channel.connect') })
      .or(page.getByRole('button', { name: t('channel.connect'), exact: false }))
      .last(),
  )
  await page.waitForURL(/connections\/new$/)
  const field = (name) => page.locator(`#${name}`)
  const told = async (reason) => {
    await hand.press(page.getByRole('button', { name: t('channel.test') }))
    await page.locator('.steps-list', { hasText: t.reason(`connection.${reason}`) }).waitFor()
    const hint = t(`channel.fix.${reason}`)
    await page.locator('.steps-list', { hasText: hint }).waitFor()
  }
  await hand.write(field('name'), '又一家')
  await hand.write(field('corp_id'), 'ww0000000000000000')
  await hand.press(page.getByRole('button', { name: t('common.next'), exact: true }))
  await hand.write(field('agent_id'), String(agent_id))
  await hand.write(field('app_secret'), secret)
  await hand.write(field('base_url'), process.env.WEFT_SIM_URL)
  await told('wrong_corp')
  await hand.press(page.getByRole('button', { name: t('common.previous'), exact: true }))
  await hand.write(field('corp_id'), corp_id)
  await hand.press(page.getByRole('button', { name: t('common.next'), exact: true }))
  await hand.write(field('app_secret'), 'wrong-wrong-wrong')
  await told('wrong_secret')
  await hand.write(field('app_secret'), secret)
  try {
    await sim(`apps/${corp_id}/${agent_id}`, { trusted_ips: '10.0.0.1' })
    await sim('switches', { check_ips: true })
    await told('ip_not_trusted')
  } finally {
    await sim('switches', { check_ips: false })
    await sim(`apps/${corp_id}/${agent_id}`, { trusted_ips: apps[0].trusted_ips })
  }
  await hand.press(page.getByRole('button', { name: t('channel.test') }))
  await page.getByRole('button', { name: t('channel.saveNext') }).waitFor()
  await page.locator('.steps-list', { hasText: t('words.check_state.waiting') }).waitFor() // its callback
}

/** A callback fails as the platform does not know the customer for a moment; a click makes up for it. */
export async function replay(walk) {
  const { page, hand, t, stamp } = walk
  await open(page, '/settings/connections?tab=callbacks')
  await sim('faults', { path: 'externalcontact/get', errcode: 84061, times: 1 })
  const { external_userid } = await sim('customers', { name: `重放 ${stamp}` })
  const { corps } = await sim('world')
  const userid = corps[0].staff.find((s) => s.friends > 0).userid
  await sim(`customers/${external_userid}/add`, { userid, add_way: 1 })
  const failed = page.locator('tr', { hasText: t('words.callback_state.failed') }).first()
  await failed.getByText(t.reason('wecom.not_a_contact')).waitFor()
  const key = await failed.getAttribute('data-row-key')
  await hand.press(failed.getByRole('button', { name: t('channel.replay') }))
  const row = page.locator(`tr[data-row-key="${key}"]`)
  await row.getByText(t('words.callback_state.applied')).waitFor()
  must((await row.innerText()).includes('2'), 'tried twice')
}

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App } from 'antd'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startI18n } from '@/i18n'
import type { Segment } from './queries'
import SegmentEditPage from './SegmentEditPage'

/** Whether one is asked before the page closes. */
let asks: () => boolean

vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<typeof import('@tanstack/react-router')>()),
  useParams: () => ({ id: '7' }),
  useRouter: () => ({ history: { replace: () => {} } }),
  useBlocker: (how: { enableBeforeUnload: () => boolean }) => {
    asks = how.enableBeforeUnload
  },
}))
vi.mock('./parts/PreviewCard', () => ({ default: () => null }))
vi.mock('./parts/RuleEditor', () => ({
  default: (p: { rule: string; onChange: (rule: string) => void }) => (
    <>
      <output>{p.rule}</output>
      <input aria-label="rule" value={p.rule} onChange={(e) => p.onChange(e.target.value)} />
    </>
  ),
}))

const SEGMENT = {
  id: '7',
  name: '甲',
  definition: null,
  kind: 'live',
  rule: { has_tag: ['1'] },
  pool: '',
  priority: 1,
  every_hours: 24,
  tells: false,
  state: 'ready',
  revision: 1,
} as unknown as Segment

/** What the server has, and with which revisions it was asked to change it. */
let stored: Segment
const sent: number[] = []
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

configure({ asyncUtilTimeout: 10_000 })
beforeAll(() => {
  startI18n()
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    if (init.method !== 'PUT') return json(200, stored)
    const { revision, ...body } = JSON.parse(init.body as string)
    sent.push(revision)
    if (revision !== stored.revision) return json(412, { reason: 'segment.changed_meanwhile' })
    stored = { ...stored, ...body, revision: revision + 1 }
    return json(200, stored)
  })
})
beforeEach(() => {
  stored = SEGMENT
  sent.length = 0
})
afterEach(cleanup)

const name = () => screen.getByLabelText('名称') as HTMLInputElement

async function opened() {
  const client = new QueryClient()
  render(
    <QueryClientProvider client={client}>
      <App>
        <SegmentEditPage />
      </App>
    </QueryClientProvider>,
  )
  await screen.findByLabelText('名称')
  return client
}
/** The first types, the second saves, the page reads what he saved, and the first saves. */
async function saveAfterAnother() {
  const client = await opened()
  fireEvent.change(await screen.findByLabelText('名称'), { target: { value: '我的' } })
  stored = { ...SEGMENT, name: '他的', rule: { has_tag: ['2'] }, revision: 2 }
  await act(() => client.refetchQueries({ queryKey: ['segment'] }))
  const save = screen.getByText(/common.save|保\s?存/).closest('button') as HTMLButtonElement
  await waitFor(() => expect(save.disabled).toBe(false))
  fireEvent.click(save)
  await waitFor(() => expect(sent).toEqual([1]))
  expect(stored.name).toBe('他的')
}
const decide = async (which: RegExp) => fireEvent.click(await screen.findByText(which))

test('an audience somebody saved first is not overwritten without a word: what is here is saved when one says so', async () => {
  await saveAfterAnother()
  await decide(/conflictOverwrite|更改覆盖/)
  await waitFor(() => expect(stored.name).toBe('我的'))
  expect(sent).toEqual([1, 2])
})
test('what the other saved is taken, with its conditions, and the next save is on top of it', async () => {
  await saveAfterAnother()
  await decide(/conflictReload|载入/)
  await waitFor(() => expect(name().value).toBe('他的'))
  expect(document.querySelector('output')?.textContent).toBe('{"has_tag":["2"]}')
  expect(sent).toEqual([1])
  await waitFor(() => expect(asks()).toBe(false))
})
test('who decides nothing goes on editing what is here, and is asked again at the next save', async () => {
  await saveAfterAnother()
  await decide(/继续编辑/)
  expect(name().value).toBe('我的')
  fireEvent.click(screen.getByRole('button', { name: /^保\s?存$/, hidden: true }))
  await waitFor(() => expect(sent).toEqual([1, 1]))
  expect(stored.name).toBe('他的')
})
test('a name or a condition is not lost without a question, until it is put back or saved', async () => {
  await opened()
  const type = (field: string, value: string) => fireEvent.change(screen.getByLabelText(field), { target: { value } })
  const asking = (is: boolean) => waitFor(() => expect(asks()).toBe(is))
  await asking(false)
  type('名称', '乙')
  await asking(true)
  type('名称', '甲')
  await asking(false)
  type('rule', '{"has_tag":["1","2"]}')
  await asking(true)
  type('rule', '{ "has_tag": ["1"] }')
  await asking(false)
  type('rule', '{"has_tag":["3"]}')
  await asking(true)
  const save = screen.getByRole('button', { name: /^保\s?存$/ }) as HTMLButtonElement
  await waitFor(() => expect(save.disabled).toBe(false))
  fireEvent.click(save)
  await waitFor(() => expect(stored.rule).toEqual({ has_tag: ['3'] }))
  await asking(false)
})

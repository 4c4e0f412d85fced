import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App } from 'antd'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startI18n } from '@/i18n'
import AlertEditPage from './AlertEditPage'
import type { Alert, AlertDraft } from './queries'

vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<typeof import('@tanstack/react-router')>()),
  useParams: () => ({ id: '7' }),
  useRouter: () => ({ history: { replace: () => {} } }),
  useBlocker: () => {},
}))
vi.mock('./parts/CourseChart', () => ({ default: () => null }))
vi.mock('./parts/TryCard', () => ({ TryCard: () => null }))
vi.mock('./parts/RuleForm', () => ({
  RuleForm: (p: { draft: AlertDraft; onChange: (patch: Partial<AlertDraft>) => void }) => (
    <input aria-label="name" value={p.draft.name} onChange={(e) => p.onChange({ name: e.target.value })} />
  ),
}))

const ALERT = {
  id: '7',
  name: '甲',
  metric: { metric: 'adds' },
  filters: true,
  period: 'yesterday',
  condition: 'above',
  threshold: 1,
  percent: 0,
  base: 'week_before',
  every: 'day',
  hour: 9,
  is_on: true,
  users: [],
  roles: [],
  user_ids: [],
  role_ids: [],
  revision: 1,
} as unknown as Alert

let stored: Alert
/** With which revisions the server was asked to change it. */
const sent: string[] = []
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

configure({ asyncUtilTimeout: 10_000 })
beforeAll(() => {
  startI18n()
  vi.stubGlobal('matchMedia', () => ({ matches: false, addListener() {}, removeListener() {} }))
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    if (init.method !== 'PUT') return json(200, stored)
    const mark = (init.headers as Record<string, string>)['If-Match'] ?? ''
    sent.push(mark)
    if (mark !== `"r${stored.revision}"`) return json(412, { reason: 'alert.changed_meanwhile' })
    stored = { ...stored, ...JSON.parse(init.body as string), revision: stored.revision + 1 }
    return json(200, stored)
  })
})
beforeEach(() => {
  stored = ALERT
  sent.length = 0
})
afterEach(cleanup)

/** The first types, the second saves, the page reads what he saved, and the first saves. */
async function saveAfterAnother() {
  const client = new QueryClient()
  render(
    <QueryClientProvider client={client}>
      <App>
        <AlertEditPage />
      </App>
    </QueryClientProvider>,
  )
  fireEvent.change(await screen.findByLabelText('name'), { target: { value: '我的' } })
  stored = { ...ALERT, name: '他的', revision: 2 }
  await act(() => client.refetchQueries({ queryKey: ['alert'] }))
  fireEvent.click(screen.getByText(/common.save|保\s?存/))
  await waitFor(() => expect(sent).toEqual(['"r1"']))
  expect(stored.name).toBe('他的')
}

test('an alert somebody saved first is not overwritten without a word: what is here is saved when one says so', async () => {
  await saveAfterAnother()
  fireEvent.click(await screen.findByText(/conflictOverwrite|更改覆盖/))
  await waitFor(() => expect(stored.name).toBe('我的'))
  expect(sent).toEqual(['"r1"', '"r2"'])
})
test('what the other saved is taken when one says so', async () => {
  await saveAfterAnother()
  fireEvent.click(await screen.findByText(/conflictReload|载入/))
  await waitFor(() => expect((screen.getByLabelText('name') as HTMLInputElement).value).toBe('他的'))
  expect(sent).toEqual(['"r1"'])
})

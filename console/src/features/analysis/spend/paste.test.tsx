import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { App } from 'antd'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import PasteTable from './PasteTable'
import type { Spend, SpendKind, TouchesOf } from './queries'

const sent: Spend[][] = []
beforeAll(() => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_: string, init: { body: string }) => {
      const { lines } = JSON.parse(init.body)
      sent.push(lines)
      return new Response(JSON.stringify({ changed: lines.length }), {
        headers: { 'Content-Type': 'application/json' },
      })
    }),
  )
})
afterEach(() => {
  cleanup()
  sent.length = 0
})

/** One code is called A, two are called B. */
const touchesOf: TouchesOf = async (names) => ({
  touches: new Map(names.filter((n) => n === 'A').map((n) => [n, 'channel_code:1'])),
  ambiguous: names.filter((n) => n === 'B'),
})
const client = new QueryClient()
const table = (kind: SpendKind) => (
  <QueryClientProvider client={client}>
    <App>
      <PasteTable kind={kind} touchesOf={touchesOf} onTyped={() => {}} />
    </App>
  </QueryClientProvider>
)
async function pasted(text: string) {
  const { rerender } = render(table('code'))
  fireEvent.change(screen.getByRole('textbox'), { target: { value: text } })
  await userEvent.click(screen.getByRole('button', { name: /保存/ }))
  return rerender
}

test('a name that several codes have is refused by name, and nothing is set', async () => {
  await pasted('2026-11-01\tA\t1\n2026-11-01\tB\t2\n2026-11-01\tC\t3')
  const said = (await screen.findAllByRole('alert')).map((a) => a.textContent)
  expect(said.some((text) => text?.includes('B') && !text.includes('C'))).toBe(true)
  expect(said.some((text) => text?.includes('C') && !text.includes('B'))).toBe(true)
  expect(sent).toEqual([])
})
test('a clear list is set, in as many requests as its rows need', async () => {
  await pasted(
    Array.from({ length: 1001 }, (_, i) => `2026-11-${String((i % 30) + 1).padStart(2, '0')}\tA\t${i + 1}`).join('\n'),
  )
  await waitFor(() => expect((screen.getByRole('textbox') as HTMLTextAreaElement).value).toBe(''))
  expect(sent.map((lines) => lines.length)).toEqual([1000, 1])
  expect(sent[0]?.[0]).toEqual({ kind: 'code', touch: 'channel_code:1', day_on: '2026-11-01', amount_fen: 100 })
  expect(sent[1]?.[0]?.amount_fen).toBe(100_100)
})
test('what was refused of codes is not said of campaigns, and the list stays to be saved as those', async () => {
  const rerender = await pasted('2026-11-01\tC\t3')
  await screen.findByRole('alert')
  rerender(table('campaign'))
  expect(screen.queryByRole('alert')).toBeNull()
  expect((screen.getByRole('textbox') as HTMLTextAreaElement).value).toContain('C')
})
test('no other file is chosen while a list is being saved', async () => {
  let answer = (_: Response) => {}
  vi.mocked(fetch).mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  await pasted('2026-11-01\tA\t1')
  const file = document.querySelector<HTMLInputElement>('input[type=file]')!
  await waitFor(() => expect(file.disabled).toBe(true))
  answer(Response.json({ changed: 1 }))
  await waitFor(() => expect(file.disabled).toBe(false))
})

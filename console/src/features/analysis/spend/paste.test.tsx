import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { App } from 'antd'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import PasteTable from './PasteTable'
import type { Spend, TouchesOf } from './queries'

const sent: Spend[][] = []
beforeAll(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  vi.stubGlobal('matchMedia', () => ({ matches: false, addListener() {}, removeListener() {} }))
  vi.stubGlobal('fetch', async (_: string, init: { body: string }) => {
    const { lines } = JSON.parse(init.body)
    sent.push(lines)
    return new Response(JSON.stringify({ changed: lines.length }), { headers: { 'Content-Type': 'application/json' } })
  })
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
async function pasted(text: string) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <App>
        <PasteTable kind="code" touchesOf={touchesOf} />
      </App>
    </QueryClientProvider>,
  )
  fireEvent.change(screen.getByRole('textbox'), { target: { value: text } })
  await userEvent.click(screen.getByRole('button', { name: /保存/ }))
}

test('a name that several codes have is refused by name, and nothing is set', async () => {
  await pasted('2026-11-01\tA\t1\n2026-11-01\tB\t2\n2026-11-01\tC\t3')
  const said = (await screen.findAllByRole('alert')).map((a) => a.textContent)
  expect(said.some((text) => text?.includes('B') && !text.includes('C'))).toBe(true)
  expect(said.some((text) => text?.includes('C') && !text.includes('B'))).toBe(true)
  expect(sent).toEqual([])
})
test('a clear list is set at once, however many rows', async () => {
  await pasted(
    Array.from({ length: 30 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}\tA\t${i + 1}`).join('\n'),
  )
  await waitFor(() => expect((screen.getByRole('textbox') as HTMLTextAreaElement).value).toBe(''))
  expect(sent.map((lines) => lines.length)).toEqual([30])
  expect(sent[0]?.[0]).toEqual({ kind: 'code', touch: 'channel_code:1', day_on: '2026-11-01', amount_fen: 100 })
})

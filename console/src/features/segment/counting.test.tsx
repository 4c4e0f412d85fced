import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, renderHook, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { staleWords } from '@/api/live'
import { startI18n } from '@/i18n'
import { useSegment, useSegments } from './queries'
import SegmentsPage from './SegmentsPage'

vi.mock('@/api/me', () => ({ useCan: () => () => false }))
vi.mock('@/ui/url', () => ({ GoLink: (p: { children: ReactNode }) => <a href="/">{p.children}</a> }))

const COUNTING = {
  id: '7',
  name: '甲',
  kind: 'live',
  state: 'counting',
  size: null,
  trend: [],
  updated_at: '2026-01-01',
}
const READY = { ...COUNTING, state: 'ready', size: 1234 }
let client: QueryClient
let stored: unknown
let asked = 0
beforeEach(() => {
  startI18n()
  asked = 0
  client = new QueryClient()
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  vi.stubGlobal('matchMedia', () => ({ matches: false, addListener() {}, removeListener() {} }))
  vi.stubGlobal('fetch', async (url: string) => {
    asked++
    const body = url.endsWith('/segments') ? { items: [stored] } : stored
    return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
  })
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})
const wrapper = (p: { children: ReactNode }) => <QueryClientProvider client={client}>{p.children}</QueryClientProvider>
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

test('an open page asks again when audiences were counted or changed', () => {
  expect([...staleWords(['segment.ready'])]).toEqual(['segment'])
  expect([...staleWords(['segment.changed'])]).toEqual(['segment'])
})

test.each([
  ['one', () => useSegment('7')],
  ['the list', useSegments],
])('%s is asked for every 3 seconds while it is counted, and seldom then', async (_, useIt) => {
  stored = COUNTING
  renderHook<unknown, void>(useIt, { wrapper })
  await pass(100)
  expect(asked).toBe(1)
  await pass(3000)
  expect(asked).toBe(2)
  stored = READY
  await pass(3000)
  expect(asked).toBe(3)
  await pass(11_000)
  expect(asked).toBe(3)
})

test('what is being counted says so in place of a number', async () => {
  stored = COUNTING
  render(<SegmentsPage />, { wrapper })
  await pass(100)
  const size = () => {
    const at = screen.getAllByRole('columnheader').findIndex((head) => head.textContent === '人数')
    return screen.getAllByRole('cell')[at]?.textContent
  }
  expect(size()).toBe('计算中')
  stored = READY
  await pass(3000)
  expect(size()).toBe('1,234')
})

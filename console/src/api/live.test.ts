import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startLive, useLive } from './live'
import { findReach, useReach } from './reach'

/** The stream as the browser has it: told what the server says. */
class Stream extends EventTarget {
  static last: Stream
  static readonly CLOSED = 2
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  readyState = 1
  constructor() {
    super()
    Stream.last = this
  }
  close() {}
}
const says = (type: string) => Stream.last.dispatchEvent(new MessageEvent(type, { data: '{}' }))

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Stream)
  vi.stubGlobal('fetch', async () => new Response())
  useReach.setState({ reach: 'reached' })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a page that is told again and again to look anew asks at most twice a second', () => {
  const client = new QueryClient()
  const asks = vi.spyOn(client, 'invalidateQueries')
  const stop = startLive(client)
  for (let n = 0; n < 20; n++) {
    says('resync')
    vi.advanceTimersByTime(50)
  }
  expect(asks).toHaveBeenCalledTimes(2)
  says('resync')
  stop()
  vi.advanceTimersByTime(5000)
  expect(asks).toHaveBeenCalledTimes(2)
})

test('a stream that came back catches up on what was missed', () => {
  const client = new QueryClient()
  const asks = vi.spyOn(client, 'invalidateQueries')
  const stop = startLive(client)
  Stream.last.onopen?.()
  vi.advanceTimersByTime(5000)
  expect(asks).not.toHaveBeenCalled()
  Stream.last.onopen?.()
  vi.advanceTimersByTime(5000)
  expect(asks).toHaveBeenCalledTimes(1)
  stop()
})

/** The stream is cut: the browser makes it anew by itself (0), or has given it up (2). */
const isCut = (readyState: 0 | 2) => {
  Stream.last.readyState = readyState
  Stream.last.onerror?.()
}

test('figures are not called live from the moment the stream is cut', () => {
  const stop = startLive(new QueryClient())
  Stream.last.onopen?.()
  expect(useLive.getState().state).toBe('open')
  isCut(0)
  expect(useLive.getState().state).toBe('lost')
  Stream.last.onopen?.()
  expect(useLive.getState().state).toBe('open')
  isCut(2)
  expect(useLive.getState().state).toBe('polling')
  stop()
})

test('who waits for the server follows it again as soon as it answers, and asks it nothing until then', async () => {
  const client = new QueryClient()
  const asks = vi.spyOn(client, 'invalidateQueries')
  const stop = startLive(client)
  Stream.last.onopen?.()
  const first = Stream.last
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('refused')
  })
  isCut(2)
  await findReach()
  expect(useReach.getState().reach).toBe('lost')
  asks.mockClear()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(asks).not.toHaveBeenCalled()
  vi.stubGlobal('fetch', async () => new Response())
  await vi.advanceTimersByTimeAsync(2500)
  expect(useReach.getState().reach).toBe('reached')
  expect(Stream.last).not.toBe(first)
  stop()
})

import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startLive } from './live'

/** The stream as the browser has it: told what the server says. */
class Stream extends EventTarget {
  static last: Stream
  onopen: (() => void) | null = null
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

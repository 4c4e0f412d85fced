import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { patient } from '@/ui/page/lazy'
import { type ApiError, api } from './client'
import { onReach, useReach } from './reach'

let answers = true
beforeEach(() => {
  vi.useFakeTimers()
  answers = true
  useReach.setState({ reach: 'reached' })
  vi.stubGlobal('fetch', async (url: string) => {
    if (!answers) throw new TypeError('refused')
    return url === '/api/stores' ? new Response('{"items":[]}') : new Response()
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a server that went away is known by the first that asks it, and known to be back without being asked', async () => {
  const told: boolean[] = []
  const stop = onReach((isThere) => told.push(isThere))
  answers = false
  expect(await api.get('/api/stores').catch((e: ApiError) => e.reason)).toBe('network.unreachable')
  expect(useReach.getState().reach).toBe('lost')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told).toEqual([false])
  answers = true
  await vi.advanceTimersByTimeAsync(2500)
  expect(told).toEqual([false, true])
  stop()
})

test('one answer that was cut is no server that went away', async () => {
  let cut = true
  vi.stubGlobal('fetch', async (url: string) => {
    if (url === '/api/stores' && cut) throw new TypeError('reset')
    return new Response('{"items":[]}')
  })
  expect(await api.get('/api/stores').catch((e: ApiError) => e.reason)).toBe('network.unreachable')
  expect(useReach.getState().reach).toBe('reached')
  cut = false
  expect(await api.get('/api/stores')).toEqual({ items: [] })
})

test('a machine without a network is offline, and the server is found again with it', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  window.dispatchEvent(new Event('offline'))
  expect(useReach.getState().reach).toBe('offline')
  vi.stubGlobal('navigator', { onLine: true })
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(0)
  expect(useReach.getState().reach).toBe('reached')
})

test('a part of which one answer was cut is asked for again, while the server answers', async () => {
  let cut = 1
  const load = vi.fn(async () => {
    if (cut-- > 0) throw new TypeError('no module')
    return 'part'
  })
  expect(await patient(load)).toBe('part')
  expect(load).toHaveBeenCalledTimes(2)
})

test('a part of a page that the server did not give comes when it is back; one that is gone fails', async () => {
  answers = false
  const load = vi.fn(async () => {
    if (!answers) throw new TypeError('no module')
    return 'part'
  })
  const part = patient(load)
  await vi.advanceTimersByTimeAsync(6000)
  expect(load).toHaveBeenCalledTimes(1)
  answers = true
  await vi.advanceTimersByTimeAsync(2500)
  expect(await part).toBe('part')
  await expect(
    patient(async () => {
      throw new TypeError('no module')
    }),
  ).rejects.toThrow('no module')
})

import { afterEach, expect, test, vi } from 'vitest'
import { ApiError, api, onSignedOut, urlOf } from './client'
import { staleWords } from './live'

afterEach(() => vi.unstubAllGlobals())
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const fetched = vi.fn(
    async (..._args: unknown[]) => new Response(status === 204 ? null : JSON.stringify(body), { status, headers }),
  )
  vi.stubGlobal('fetch', fetched)
  return fetched
}
const sent = (fetched: ReturnType<typeof answer>) =>
  fetched.mock.calls[0]?.[1] as RequestInit & { headers: Record<string, string> }

test('names are filled and empty query values left out', () => {
  expect(urlOf('/api/x/{id}/y', { id: 'a/b' }, { q: '妈妈', cursor: null, state: '', n: 0 })).toBe(
    '/api/x/a%2Fb/y?q=%E5%A6%88%E5%A6%88&n=0',
  )
})
test('a change carries the revision it was made on', async () => {
  const fetched = answer(200, { id: '1' })
  await api.put('/api/stores/{id}', { path: { id: '1' }, body: { name: 'a' }, revision: 7 })
  expect(sent(fetched).headers['If-Match']).toBe('"r7"')
})
test('sentences are asked for in the language of the console', async () => {
  const fetched = answer(200, {})
  document.documentElement.lang = 'en-US'
  await api.get('/api/stores')
  expect(sent(fetched).headers['Accept-Language']).toBe('en-US')
})
test('every POST carries its own idempotency key', async () => {
  const fetched = answer(201, {})
  await api.post('/api/stores', { body: {} })
  await api.post('/api/stores', { body: {} })
  const keys = fetched.mock.calls.map((c) => (c[1] as { headers: Record<string, string> }).headers['Idempotency-Key'])
  expect(keys[0]).toBeTruthy()
  expect(keys[0]).not.toBe(keys[1])
})
test('a POST that was not answered has the same key when it is sent again, once', async () => {
  const keys: string[] = []
  let isCut = true
  vi.stubGlobal('fetch', async (url: string, options: { method?: string; headers?: Record<string, string> }) => {
    if (options.method !== 'POST') return new Response(null)
    keys.push(`${url} ${options.headers?.['Idempotency-Key']}`)
    if (isCut) throw new TypeError('cut')
    return new Response('{}', { status: 201 })
  })
  const send = (text: string) => api.post('/api/stores', { body: { text } }).catch(() => {})
  await send('a')
  isCut = false
  await send('b')
  await send('a')
  await send('a')
  expect(keys[2]).toBe(keys[0])
  expect(new Set(keys).size).toBe(3)
})
test('a problem document becomes an error with its reason, fields and request id', async () => {
  answer(422, { reason: 'shape.invalid', errors: [{ field: 'name', reason: 'shape.required' }], request_id: 'r9' })
  const error = await api.post('/api/stores', { body: {} }).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ status: 422, reason: 'shape.invalid', requestId: 'r9', errors: [{ field: 'name' }] })
})
test('412 is a conflict and an answer that is no problem document still has a reason', async () => {
  answer(412, { reason: 'store.changed_meanwhile' })
  expect(await api.put('/api/stores/{id}', { path: { id: '1' } }).catch((e: ApiError) => e.isConflict)).toBe(true)
  vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }))
  expect(await api.get('/api/stores').catch((e: ApiError) => e.reason)).toBe('http.502')
})
test('an ended session is told once, wrong credentials are not', async () => {
  const ended = vi.fn()
  onSignedOut(ended)
  answer(401, { reason: 'session.wrong_credentials' })
  await api.post('/api/sessions', { body: {} }).catch(() => {})
  expect(ended).not.toHaveBeenCalled()
  answer(401, { reason: 'session.required' })
  await api.get('/api/stores').catch(() => {})
  expect(ended).toHaveBeenCalledOnce()
})
test('an unreachable server is a reason too', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed')
  })
  expect(await api.get('/api/stores').catch((e: ApiError) => e.reason)).toBe('network.unreachable')
})
test('a live event makes the lists it touches stale', () => {
  expect([...staleWords(['contact.lost', 'job.changed', 'page.viewed'])].sort()).toEqual([
    'answer_live',
    'board',
    'channel_code',
    'customer',
    'job',
    'loss',
  ])
})

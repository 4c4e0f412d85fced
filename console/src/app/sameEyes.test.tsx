import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Me, meKey } from '@/api/me'
import { useSameEyes } from './sameEyes'

const reload = vi.fn()
beforeEach(() => {
  reload.mockClear()
  vi.stubGlobal('location', { ...window.location, reload })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const NOBODY = { user_id: null, user_name: null, role_id: null, role_name: null, until: null }
const meOf = (id: string, view: object = {}, name = 'Li') =>
  ({ user: { id, name }, view_as: { ...NOBODY, ...view } }) as unknown as Me

/** The page stands, and /api/me then tells something else. */
async function told(first: Me, ...later: Me[]) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  client.setQueryData(meKey, first)
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  renderHook(useSameEyes, { wrapper })
  for (const me of later)
    await act(async () => {
      client.setQueryData(meKey, me)
      await new Promise((heard) => setTimeout(heard, 5))
    })
}

test('a page is kept while the same one works at it, whatever of him changes', async () => {
  await told(meOf('1'), meOf('1', {}, 'Li Lei'), meOf('1'))
  await told(meOf('1', { role_id: '7', until: '10:00' }), meOf('1', { role_id: '7', until: '11:00' }))
  expect(reload).not.toHaveBeenCalled()
})
test.each([
  ['somebody else signs in at another tab', meOf('1'), meOf('2')],
  ['he sees as a role at another tab', meOf('1'), meOf('1', { role_id: '7', until: '10:00' })],
  [
    'he sees as a user, no longer as a role',
    meOf('1', { role_id: '7', until: '1' }),
    meOf('1', { user_id: '7', until: '1' }),
  ],
  ['he sees with his own eyes again', meOf('1', { user_id: '7', until: '10:00' }), meOf('1')],
])('nothing told before is left when %s', async (_, before, after) => {
  await told(before, after)
  expect(reload).toHaveBeenCalledTimes(1)
})

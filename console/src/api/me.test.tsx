import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test } from 'vitest'
import { type Me, meKey, useCan, useHolds } from './me'

afterEach(cleanup)

const NOBODY: Me['view_as'] = { user_id: null, user_name: null, role_id: null, role_name: null, until: null }
const GUIDE = { ...NOBODY, role_id: '7', role_name: '导购', until: '2026-11-29T09:00:00Z' }
function rights(view_as: Me['view_as']) {
  const client = new QueryClient()
  client.setQueryData(meKey, { permissions: ['customer.read', 'customer.tag', 'api_key.write'], modules: [], view_as })
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  return renderHook(() => ({ can: useCan(), holds: useHolds() }), { wrapper }).result.current
}

test('one may do what one has the permission of', () => {
  const { can } = rights(NOBODY)
  expect(['customer.read', 'customer.tag', 'api_key.write', 'tag.read'].map(can)).toEqual([true, true, true, false])
})
test('who sees as another is offered nothing the server refuses, and keeps the pages of whom he sees as', () => {
  const { can, holds } = rights(GUIDE)
  expect(['customer.read', 'customer.tag', 'api_key.write'].map(can)).toEqual([true, false, false])
  expect(['customer.read', 'api_key.write', 'tag.read'].map(holds)).toEqual([true, true, false])
})

import { act, cleanup, renderHook } from '@testing-library/react'
import { App } from 'antd'
import { afterEach, expect, test, vi } from 'vitest'
import { ApiError } from '@/api/client'
import { useRevision } from './useRevision'

afterEach(cleanup)

type Thing = { revision: number }
type Answer = { data?: Thing; error?: unknown }
const opened = (answer: Answer) =>
  renderHook(({ now }) => useRevision<Thing>(now, () => Promise.resolve(answer)), {
    initialProps: { now: { revision: 1 } },
    wrapper: App,
  })

test('what was read again while one edits does not move what the change was begun on', () => {
  const { result, rerender } = opened({ data: { revision: 2 } })
  rerender({ now: { revision: 2 } })
  expect(result.current[0].current).toBe(1)
})
test('what is decided goes on top of the latest', async () => {
  const { result } = opened({ data: { revision: 2 } })
  const save = vi.fn(() => expect(result.current[0].current).toBe(2))
  await act(async () => result.current[1](() => {}, save).overwrite())
  expect(save).toHaveBeenCalledOnce()
})
test('when the latest cannot be read that is told, and nothing is taken or overwritten', async () => {
  // A query that fails still has what it read before.
  const { result } = opened({ data: { revision: 1 }, error: new ApiError(0, {}) })
  const done = vi.fn()
  await act(async () => result.current[1](done, done).reload())
  await act(async () => result.current[1](done, done).overwrite())
  expect(done).not.toHaveBeenCalled()
  expect(document.querySelector('.ant-notification')).not.toBeNull()
  expect(result.current[0].current).toBe(1)
})

import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startI18n } from '@/i18n'
import type { Customer } from '../queries'
import { TagsPanel } from './TagsPanel'

const mutate = vi.hoisted(() => vi.fn())
vi.mock('../queries', () => ({ useSetTags: () => ({ mutate, isPending: false }) }))
vi.mock('@/api/me', () => ({ useCan: () => () => true }))
vi.mock('@/pickers/TagPicker', () => ({
  TagPicker: (p: { value: string[]; onChange: (ids: string[]) => void }) => (
    <button type="button" onClick={() => p.onChange([...p.value, 'mine'])}>
      pick
    </button>
  ),
}))

beforeAll(() => startI18n())
afterEach(cleanup)

const withTags = (...ids: string[]) =>
  ({ id: '1', tags: ids.map((id) => ({ id, name: id, group_name: 'g', kind: 'corp', by: [] })) }) as unknown as Customer

test('a tag the member sets on the phone while one edits is not taken away by saving', async () => {
  const { rerender } = render(<TagsPanel customer={withTags('old')} />)
  await userEvent.click(screen.getByRole('button', { name: /editTags/ }))
  rerender(<TagsPanel customer={withTags('old', 'phone')} />)
  await userEvent.click(screen.getByText('pick'))
  await userEvent.click(screen.getByRole('button', { name: /保\s?存|common.save/ }))
  expect(mutate).toHaveBeenCalledWith({ id: '1', add: ['mine'], remove: [] }, expect.anything())
})

import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { App, ConfigProvider } from 'antd'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ApiError } from '@/api/client'
import { startI18n } from '@/i18n'
import ConfirmTyped from './confirm/ConfirmTypedDialog'
import { useFail } from './Feedback'
import { VirtualGrid } from './grid/VirtualGrid'
import { PhoneFrame } from './PhoneFrame'

beforeAll(async () => {
  Element.prototype.scrollTo = () => {}
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 })
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 800 })
  await startI18n()
})
afterEach(cleanup)

const grid = (props: Partial<Parameters<typeof VirtualGrid<{ id: string }>>[0]> = {}) => {
  const onOpen = vi.fn()
  const onRange = vi.fn()
  render(
    <VirtualGrid<{ id: string }>
      label="客户"
      columns={[{ key: 'id', title: '编号', width: 100, render: (r) => r.id }]}
      count={100_000}
      rowAt={(i) => (i < 100 ? { id: `c${i}` } : undefined)}
      rowKey={(r) => r.id}
      onRange={onRange}
      onOpen={onOpen}
      {...props}
    />,
  )
  return { onOpen, onRange, box: screen.getByRole('grid') }
}

test('a grid of a hundred thousand rows draws only those in sight and tells its length', async () => {
  const { box, onRange } = grid()
  expect(box.getAttribute('aria-rowcount')).toBe('100001')
  await screen.findByText('c1')
  const drawn = screen.getAllByRole('row').length
  expect(drawn).toBeGreaterThan(8)
  expect(drawn).toBeLessThan(40)
  expect(onRange).toHaveBeenCalledWith(0, expect.any(Number))
})
test('arrows move, Enter opens, Ctrl+Enter opens the full page', async () => {
  const { box, onOpen } = grid()
  box.focus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{Enter}')
  expect(onOpen).toHaveBeenLastCalledWith({ id: 'c1' }, false)
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  expect(onOpen).toHaveBeenLastCalledWith({ id: 'c1' }, true)
})
test('a row that is not loaded cannot be opened', async () => {
  const { box, onOpen } = grid({ rowAt: () => undefined })
  box.focus()
  await userEvent.keyboard('{Enter}')
  expect(onOpen).not.toHaveBeenCalled()
})
test('a click opens the row, a click with Ctrl the page', async () => {
  const { onOpen } = grid()
  await userEvent.click(await screen.findByText('c1'))
  expect(onOpen).toHaveBeenLastCalledWith({ id: 'c1' }, false)
  const user = userEvent.setup()
  await user.keyboard('{Control>}')
  await user.click(screen.getByText('c2'))
  expect(onOpen).toHaveBeenLastCalledWith({ id: 'c2' }, true)
})

test('what cannot be undone needs the word typed', async () => {
  const onConfirm = vi.fn()
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <ConfirmTyped
        open
        title="删除"
        text="不能恢复"
        word="门店立牌"
        action="删除"
        busy={false}
        onConfirm={onConfirm}
        onClose={() => {}}
      />
    </ConfigProvider>,
  )
  const button = screen.getByRole('button', { name: '删除' })
  expect(button).toHaveProperty('disabled', true)
  await userEvent.type(screen.getByRole('textbox'), '门店')
  expect(button).toHaveProperty('disabled', true)
  await userEvent.type(screen.getByRole('textbox'), '立牌')
  await userEvent.click(button)
  expect(onConfirm).toHaveBeenCalledOnce()
})

test('the phone says when there is nothing to show', () => {
  render(<PhoneFrame title="李娜" label="预览" empty="没有内容" bubbles={[]} />)
  expect(screen.getByText('没有内容')).toBeTruthy()
})
test('the phone shows a link with its title and note', () => {
  render(
    <PhoneFrame
      title="李娜"
      label="预览"
      empty="没有内容"
      bubbles={[{ kind: 'link', title: '新人礼包', note: '限今日' }]}
    />,
  )
  expect(screen.getByText('新人礼包')).toBeTruthy()
  expect(screen.getByText('限今日')).toBeTruthy()
})

function Failing() {
  const fail = useFail()
  const problem = { reason: 'erasure.decided', detail: 'This does not fit the present state.', request_id: 'r1' }
  return (
    <button type="button" onClick={() => fail(new ApiError(409, problem as never))}>
      试
    </button>
  )
}

test('a failure is told in the language of the page alone', async () => {
  render(
    <App>
      <Failing />
    </App>,
  )
  await userEvent.click(screen.getByText('试'))
  await screen.findByText(/这项申请已经有了决定/)
  expect(screen.getByText(/r1/)).toBeTruthy()
  expect(screen.queryByText(/does not fit/)).toBeNull()
})

import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App, ConfigProvider } from 'antd'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ApiError } from '@/api/client'
import { startI18n } from '@/i18n'
import { useSaveFailed } from './save'

configure({ asyncUtilTimeout: 10_000 })
beforeAll(() => void startI18n())
afterEach(cleanup)

const reload = vi.fn()
const overwrite = vi.fn()
function Form() {
  const failed = useSaveFailed()
  return (
    <button type="button" onClick={() => failed(new ApiError(412, {}), undefined, { reload, overwrite })}>
      save
    </button>
  )
}
const asked = async () => {
  reload.mockClear()
  overwrite.mockClear()
  render(
    <ConfigProvider theme={{ token: { motion: false } }}>
      <App>
        <Form />
      </App>
    </ConfigProvider>,
  )
  fireEvent.click(screen.getByText('save'))
  await screen.findByRole('dialog')
}
const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
const press = (name: RegExp) => act(async () => screen.getByRole('button', { name }).click())

test('Escape of the question about two saves decides nothing', async () => {
  await asked()
  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape', keyCode: 27 })
  await gone()
  expect(overwrite).not.toHaveBeenCalled()
  expect(reload).not.toHaveBeenCalled()
})

test('who goes on editing decides nothing, and each of the others is a button of its own', async () => {
  await asked()
  await press(/继续编辑/)
  await gone()
  expect([overwrite.mock.calls.length, reload.mock.calls.length]).toEqual([0, 0])
  fireEvent.click(screen.getByText('save'))
  await screen.findByRole('dialog')
  await press(/用我的更改覆盖/)
  await gone()
  expect([overwrite.mock.calls.length, reload.mock.calls.length]).toEqual([1, 0])
  fireEvent.click(screen.getByText('save'))
  await screen.findByRole('dialog')
  await press(/载入最新内容/)
  await gone()
  expect([overwrite.mock.calls.length, reload.mock.calls.length]).toEqual([1, 1])
})

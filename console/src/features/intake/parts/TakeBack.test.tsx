import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { App } from 'antd'
import i18next from 'i18next'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startI18n } from '@/i18n'
import { readParts } from '@/i18n/parts'
import { TakeBack } from './TakeBack'

const asked: string[] = []
beforeAll(async () => {
  await startI18n()
  await i18next.changeLanguage('zh-CN')
  await readParts(['intake'])
})
afterEach(() => {
  cleanup()
  asked.length = 0
})

async function opened(preview: { made: number; leaves: number; stays: number; changes: number; is_whole: boolean }) {
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    return new Response(JSON.stringify(preview), { headers: { 'Content-Type': 'application/json' } })
  })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={client}>
      <App>
        <TakeBack jobId="7" />
      </App>
    </QueryClientProvider>,
  )
  await userEvent.click(screen.getByRole('button', { name: /撤销导入/ }))
  return { client, said: await screen.findByRole('status') }
}

test('what an undo would do is said: who goes, who stays, who loses tags', async () => {
  const { said } = await opened({ made: 3, leaves: 2, stays: 1, changes: 4, is_whole: true })
  expect(said.textContent).toContain('将删除新建的 2 位客户')
  expect(said.textContent).toContain('新建后有人动过的 1 位保留')
  expect(said.textContent).toContain('将取下 4 位')
})
test('of an import that was looked at in part no number is told of who stays', async () => {
  const { said } = await opened({ made: 90_000, leaves: 400, stays: 12, changes: 0, is_whole: false })
  expect(said.textContent).toContain('90,000')
  expect(said.textContent).not.toContain('12')
})
test('it is not looked through again whenever some job moves', async () => {
  const { client } = await opened({ made: 3, leaves: 2, stays: 1, changes: 0, is_whole: true })
  await act(() => client.invalidateQueries({ queryKey: ['job'] }))
  expect(asked).toHaveLength(1)
})

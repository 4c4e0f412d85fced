import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App } from 'antd'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { startI18n } from '@/i18n'
import { useUnsaved } from './useUnsaved'

configure({ asyncUtilTimeout: 10_000 })
beforeAll(() => void startI18n())
afterEach(cleanup)

/** What was told when one left all the same. */
let left = 0
function Form() {
  const { settled, leave } = useUnsaved(true, () => {
    left++
  })
  return (
    <>
      <button type="button" onClick={settled}>
        saved
      </button>
      <button type="button" onClick={() => leave(() => router.history.push('/closed'))}>
        close
      </button>
    </>
  )
}

const root = createRootRoute()
const page = (path: string, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component })
const tree = root.addChildren([page('/form', Form), page('/other', () => 'other'), page('/closed', () => 'closed')])
let router: ReturnType<typeof makeRouter>
const makeRouter = () =>
  createRouter({ routeTree: tree, history: createMemoryHistory({ initialEntries: ['/form?edit=1'] }) })

const opened = async () => {
  left = 0
  router = makeRouter()
  render(
    <App>
      <RouterProvider router={router as never} />
    </App>,
  )
  await screen.findByText('saved')
}
const question = () => screen.queryByRole('dialog')
const go = (path: string) => act(async () => router.history.push(path))
const answer = async (name: string) => {
  const button = await screen.findByRole('button', { name })
  await act(async () => button.click())
}

test('another page is asked about, and who stays keeps what he typed', async () => {
  await opened()
  await go('/other')
  await answer('继续编辑')
  expect(router.state.location.pathname).toBe('/form')
  expect(screen.getByText('saved')).toBeTruthy()
  expect(left).toBe(0)
})

test('who goes all the same has said so', async () => {
  await opened()
  await go('/other')
  expect(router.state.location.pathname).toBe('/form')
  await answer('放弃更改')
  await screen.findByText('other')
  expect(left).toBe(1)
})

test('a filter of the same page is no leaving, the end of editing is', async () => {
  await opened()
  await go('/form?edit=1&base=3')
  await waitFor(() => expect(router.state.location.href).toContain('base=3'))
  expect(question()).toBeNull()
  await go('/form')
  await answer('继续编辑')
  expect(router.state.location.href).toContain('edit=1')
})

test('after a save nothing is asked', async () => {
  await opened()
  await act(async () => {
    screen.getByText('saved').click()
    router.history.push('/other')
  })
  await screen.findByText('other')
  expect(question()).toBeNull()
})

test('a drawer is closed after the same question, asked once', async () => {
  await opened()
  fireEvent.click(screen.getByText('close'))
  await answer('放弃更改')
  await screen.findByText('closed')
  expect(left).toBe(1)
})

import {
  createBrowserHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App, ConfigProvider } from 'antd'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startI18n } from '@/i18n'
import { endPage, useUnsaved } from './useUnsaved'

configure({ asyncUtilTimeout: 10_000 })
beforeAll(() => void startI18n())

/** What was told when one left all the same. */
let left = 0
function Form() {
  const { settled, leave } = useUnsaved(true, { holds: ['edit'], onLeave: () => void left++ })
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
/** A second form on the page of the first. */
function Both() {
  useUnsaved(true)
  return <Form />
}

const root = createRootRoute({ component: Outlet })
const page = (path: string, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component })
const tree = root.addChildren([
  page('/first', () => 'first'),
  page('/list', () => 'list'),
  page('/form', Form),
  page('/both', Both),
  page('/other', () => 'other'),
  page('/closed', () => 'closed'),
])
let router: ReturnType<typeof makeRouter>
const makeRouter = () => createRouter({ routeTree: tree, history: createBrowserHistory() })

/** As Chromium does it: a step asked for while another is under way is not taken. */
const goOneByOne = () => {
  const go = window.history.go.bind(window.history)
  let isGoing = false
  const arrived = () => {
    isGoing = false
  }
  vi.spyOn(window.history, 'go').mockImplementation((steps) => {
    if (isGoing) return
    isGoing = true
    window.addEventListener('popstate', arrived, { once: true })
    go(steps)
  })
}

beforeEach(() => {
  goOneByOne()
  left = 0
  window.history.pushState({ __TSR_index: 0, __TSR_key: 'first' }, '', '/first')
  router = makeRouter()
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  router.history.destroy()
})
const opened = async (path = '/form?edit=1') => {
  render(
    <ConfigProvider theme={{ token: { motion: false } }}>
      <App>
        <RouterProvider router={router as never} />
      </App>
    </ConfigProvider>,
  )
  await screen.findByText('first')
  for (const step of ['/list', path]) {
    await go(step)
    await waitFor(() => expect(router.state.resolvedLocation?.href).toBe(step))
  }
  await screen.findByText('saved')
}
const question = () => screen.queryByRole('dialog')
const go = (path: string) => act(async () => router.history.push(path))
const answer = async (name: string) => {
  const button = await screen.findByRole('button', { name })
  await act(async () => button.click())
  await waitFor(() => expect(question()).toBeNull())
}
const passes = () => act(() => new Promise((done) => setTimeout(done, 150)))
/** Address and page are those of the form, and the next step back is asked about as the first. */
const staysWhole = async () => {
  await passes()
  expect(window.location.pathname + window.location.search).toBe('/form?edit=1')
  expect(router.state.location.href).toBe('/form?edit=1')
  expect(screen.getByText('saved')).toBeTruthy()
  expect(question()).toBeNull()
  expect(left).toBe(0)
  await act(async () => window.history.back())
  await answer('放弃更改')
  await screen.findByText('list')
  expect(window.location.pathname).toBe('/list')
  expect(left).toBe(1)
}

test('another page is asked about, and who stays keeps what he typed', async () => {
  await opened()
  await go('/other')
  await answer('继续编辑')
  await staysWhole()
})

test('who goes all the same has said so', async () => {
  await opened()
  await go('/other')
  expect(router.state.location.pathname).toBe('/form')
  await answer('放弃更改')
  await screen.findByText('other')
  expect(left).toBe(1)
})

test('a step back is asked about, and leads there or nowhere', async () => {
  await opened()
  await act(async () => window.history.back())
  await answer('继续编辑')
  await staysWhole()
})

test('two steps back in a moment are one question, and who stays finds the address of the page', async () => {
  await opened()
  await act(async () => window.history.back())
  await screen.findByRole('dialog')
  await act(async () => window.history.back())
  await passes()
  expect(window.location.pathname).toBe('/first')
  expect(screen.getAllByRole('dialog').length).toBe(1)
  await answer('继续编辑')
  await staysWhole()
})

test('two steps back that are wanted lead where they go', async () => {
  await opened()
  await act(async () => window.history.back())
  await screen.findByRole('dialog')
  await act(async () => window.history.back())
  await passes()
  await answer('放弃更改')
  await screen.findByText('first')
  expect(window.location.pathname).toBe('/first')
  expect(left).toBe(1)
})

test('a filter of the same page is no leaving, what holds the form in the address is', async () => {
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

test('two forms of a page are given up by one question', async () => {
  await opened('/both')
  await go('/other')
  await answer('放弃更改')
  await screen.findByText('other')
  expect(question()).toBeNull()
  expect(left).toBe(1)
})

const leaves = () => {
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  return !event.defaultPrevented
}
test('a session is ended when one has agreed to what is lost, and not before', async () => {
  await opened()
  const end = vi.fn(async () => leaves())
  await act(async () => void endPage(end))
  await answer('继续编辑')
  expect(end).not.toHaveBeenCalled()
  expect(leaves()).toBe(false)
  await act(async () => void endPage(end))
  await answer('放弃更改')
  await waitFor(() => expect(end).toHaveBeenCalledOnce())
  expect(await end.mock.results[0]?.value).toBe(true)
  expect(left).toBe(1)
})

test('what is typed after a session could not be ended is asked about as before', async () => {
  await endPage(() => Promise.reject(new Error())).catch(() => {})
  await opened()
  expect(leaves()).toBe(false)
})

import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
  redirect,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { ApiError, api } from '@/api/client'
import { type Me, meKey, useHas, useHolds } from '@/api/me'
import { routes as acquire } from '@/features/acquire/routes'
import { routes as alert } from '@/features/alert/routes'
import { routes as analysis } from '@/features/analysis/routes'
import { routes as board } from '@/features/board/routes'
import { routes as channel } from '@/features/channel/routes'
import { routes as customer } from '@/features/customer/routes'
import { routes as groupChat } from '@/features/group_chat/routes'
import { routes as home } from '@/features/home/routes'
import { routes as insight } from '@/features/insight/routes'
import { routes as intake } from '@/features/intake/routes'
import { routes as job } from '@/features/job/routes'
import { routes as oa } from '@/features/oa/routes'
import { routes as org, signIn } from '@/features/org/routes'
import { routes as reach } from '@/features/reach/routes'
import { routes as segment } from '@/features/segment/routes'
import { routes as shop } from '@/features/shop/routes'
import { routes as tagging } from '@/features/tagging/routes'
import { useWord } from '@/i18n'
import { readParts } from '@/i18n/parts'
import { ErrorCard, Loading, ModuleOff, NoPermission } from '@/ui/Feedback'
import { setZone } from '@/ui/format'
import { LANDING_KEY, landingOf, START } from '@/ui/landing'
import { patient } from '@/ui/page/lazy'
import type { PageRoute } from '@/ui/url'
import { useFocusReturn } from './focusReturn'
import { NotFound } from './NotFound'
import { Shell } from './Shell'
import { WORDS } from './words'

type Context = { client: QueryClient }

function Root() {
  useFocusReturn()
  return <Outlet />
}

const root = createRootRouteWithContext<Context>()({ component: Root })

/** The page together with its words. What cannot be loaded is told like anything else that cannot be read: only a
 * server that answers with another release has the page loaded anew (main.tsx). */
const loading = (page: PageRoute) => () =>
  patient(async () => (await Promise.all([page.load(), readParts(page.words)]))[0]).catch((): never => {
    throw new ApiError(0, {})
  })

const signInRoute = createRoute({
  getParentRoute: () => root,
  path: signIn.path,
  component: lazyRouteComponent<{ default: ComponentType }>(loading({ ...signIn, words: WORDS.org })) as RouteComponent,
})

/** Everything behind the sign-in: one request before the first paint tells who it is. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.client.ensureQueryData({ queryKey: meKey, queryFn: () => api.get<Me>('/api/me') })
      setZone(me.tenant.zone)
    } catch (error) {
      if (error instanceof ApiError && error.status === 401)
        throw redirect({ to: signIn.path as never, search: { return_to: location.href } as never })
      throw error
    }
  },
})

const guarded = (page: PageRoute) => {
  const Page = lazyRouteComponent<{ default: ComponentType }>(loading(page)) as ComponentType & {
    preload?: () => Promise<void>
  }
  function Guarded() {
    const holds = useHolds()
    const has = useHas()
    const word = useWord()
    if (!has(page.module)) return <ModuleOff />
    if (page.need && !holds(page.need)) return <NoPermission what={word('permission', page.need)} />
    return <Page />
  }
  Guarded.preload = Page.preload
  return Guarded
}

/** The module of a feature's pages stands once, here. */
const of = (module: string, pages: PageRoute[]) => pages.map((page) => ({ ...page, module }))

const speaking = (feature: string, pages: PageRoute[]) => pages.map((page) => ({ ...page, words: WORDS[feature] }))
const pages = [
  ...speaking('home', home),
  ...speaking('acquire', of('acquire', acquire)),
  ...speaking('reach', of('welcome', reach)),
  ...speaking('customer', of('customer', customer)),
  ...of('customer', tagging),
  ...of('customer', segment),
  ...speaking('insight', of('board', insight)),
  ...speaking('board', of('board', board)),
  ...speaking('analysis', of('board', analysis)),
  ...speaking('alert', of('board', alert)),
  ...speaking('group_chat', of('group_chat', groupChat)),
  ...speaking('oa', of('oa', oa)),
  ...speaking('shop', of('shop', shop)),
  ...speaking('org', org),
  ...speaking('channel', channel),
  ...speaking('intake', of('customer', intake)),
  ...speaking('job', job),
].map((page) => createRoute({ getParentRoute: () => shell, path: page.path, component: guarded(page) }))
/** Shows nothing itself: on to the page one chose to begin with, or one's role begins with. */
const start = createRoute({
  getParentRoute: () => shell,
  path: START,
  beforeLoad: async ({ context }) => {
    const me = await context.client.ensureQueryData({ queryKey: meKey, queryFn: () => api.get<Me>('/api/me') })
    const chosen = await context.client
      .ensureQueryData({
        queryKey: ['preference', LANDING_KEY],
        queryFn: () => api.get<{ value: unknown }>('/api/me/preferences/{key}', { path: { key: LANDING_KEY } }),
      })
      .catch(() => null)
    throw redirect({ to: landingOf(me, [chosen?.value, me.landing]) as never, replace: true })
  },
})
const unknown = createRoute({ getParentRoute: () => shell, path: '$', component: NotFound })

/** Query strings are plain words, so that links are readable and typed by hand. */
const parseSearch = (text: string) => Object.fromEntries(new URLSearchParams(text))
const stringifySearch = (search: Record<string, unknown>) => {
  const words = new URLSearchParams(
    Object.entries(search).flatMap(([k, v]) => (v === undefined || v === '' ? [] : [[k, String(v)]])),
  ).toString()
  return words ? `?${words}` : ''
}

export const makeRouter = (client: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([signInRoute, shell.addChildren([...pages, start, unknown])]),
    context: { client },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingComponent: () => <Loading />,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: ({ error, reset }) => (
      <div style={{ padding: 24 }}>
        <ErrorCard error={error} onRetry={error instanceof ApiError ? () => location.reload() : reset} />
      </div>
    ),
  })

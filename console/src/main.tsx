import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import updateLocale from 'dayjs/plugin/updateLocale'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError, onSignedOut } from '@/api/client'
import { meKey } from '@/api/me'
import { isAnswering, isReached, onReach } from '@/api/reach'
import { forgetSession } from '@/api/session'
import { startI18n, useLang } from '@/i18n'
import { usePrefs } from '@/ui/prefs'
import { usePhone } from '@/ui/usePhone'
import { KeySettle } from './app/KeySettle'
import { makeRouter } from './app/router'
import { signStyles } from './app/signStyles'
import { themeOf } from './app/theme'
import './app.css'

dayjs.extend(updateLocale)
dayjs.updateLocale('en', { weekStart: 1 })

onlineManager.setEventListener(onReach)

const isPassing = (error: ApiError) => error.status === 502 || error.status === 503 || error.status === 504
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Again what may pass by itself: a server that is starting or a network that is gone, not a refusal or a fault.
      retry: (failures, error) =>
        failures < 2 && isReached() && !(error instanceof ApiError && error.status >= 400 && !isPassing(error)),
      // Without a network or a server what is asked fails at once, in words, and is asked again when it is back.
      networkMode: 'always',
      refetchOnReconnect: true,
    },
    // Nothing is kept back silently to be done some time later: whoever wants it, asks again.
    mutations: { networkMode: 'always' },
  },
})
const router = makeRouter(client)

onSignedOut(() => {
  const { href, pathname } = router.state.location
  if (pathname === '/sign-in') return
  // Who was in is told why he is out; who only comes is asked to sign in.
  const reason = client.getQueryData(meKey) ? 'session.ended' : undefined
  forgetSession(client)
  // What is not saved is no reason to stay: nobody is signed in who could save it.
  void router.navigate({ ignoreBlocker: true, to: '/sign-in' as never, search: { return_to: href, reason } as never })
})

// A chunk of the previous release is gone: load the new one, once, from a server that answers.
window.addEventListener('vite:preloadError', () => {
  if (sessionStorage.getItem('weft.reloaded') === location.href) return
  void isAnswering().then((answers) => {
    if (!answers) return
    sessionStorage.setItem('weft.reloaded', location.href)
    location.reload()
  })
})

const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce
if (nonce) signStyles(nonce)

function Root() {
  const lang = useLang()
  const prefs = usePrefs()
  const isPhone = usePhone()
  useEffect(() => {
    document.documentElement.classList.toggle('dark', prefs.dark)
    document.documentElement.classList.toggle('blind', prefs.colorBlind)
  }, [prefs.dark, prefs.colorBlind])
  useEffect(() => {
    dayjs.locale(lang === 'zh-CN' ? 'zh-cn' : 'en')
  }, [lang])
  return (
    <ConfigProvider
      locale={lang === 'zh-CN' ? zhCN : enUS}
      theme={themeOf(prefs, isPhone)}
      csp={nonce ? { nonce } : undefined}
      button={{ autoInsertSpace: false }}
    >
      {/* Beside the page's actions, which stand at its right and its foot: who is told of a failure presses save again. */}
      <App style={{ height: '100%' }} notification={{ placement: 'top' }}>
        <KeySettle />
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  )
}

await startI18n()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Root />
    </QueryClientProvider>
  </StrictMode>,
)

import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { useMe } from '@/api/me'
import { useReach } from '@/api/reach'
import { useFail } from '@/ui/Feedback'
import { dateTime } from '@/ui/format'
import { GoLink } from '@/ui/url'
import { useEndView } from './queries'

/** Through whose eyes the console is seen, on every page, with the way back. */
function ViewBanner() {
  const { t } = useTranslation()
  const { view_as: view } = useMe()
  const end = useEndView()
  const fail = useFail()
  if (!view?.until) return null
  return (
    <div className="banner view" role="status">
      {t('app.viewAs', { name: view.user_name ?? view.role_name ?? '', until: dateTime(view.until).slice(11) })}
      <Button size="small" loading={end.isPending} onClick={() => end.mutate(undefined, { onError: fail })}>
        {t('app.viewEnd')}
      </Button>
    </div>
  )
}

/** Thin lines under the top bar: seeing as another, offline, no server, a new release, updates by polling. */
export function Banners() {
  const { t } = useTranslation()
  const reach = useReach((s) => s.reach)
  const live = useLive((s) => s.state)
  const { version, must_enrol_totp: mustEnrol } = useMe()
  const first = useRef(version)
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    setSlow(false)
    if (live !== 'polling') return
    const timer = setTimeout(() => setSlow(true), 10_000)
    return () => clearTimeout(timer)
  }, [live])
  return (
    <>
      <ViewBanner />
      {mustEnrol && (
        <div className="banner" role="alert">
          {t('app.mustEnrol')} <GoLink to="/settings/security">{t('nav.security')}</GoLink>
        </div>
      )}
      {reach !== 'reached' && (
        <div className="banner" role="alert">
          {t(reach === 'offline' ? 'app.offline' : 'app.serverLost')}
        </div>
      )}
      {reach === 'reached' && slow && (
        <div className="banner" role="status">
          {t('app.polling')}
        </div>
      )}
      {first.current !== version && (
        <div className="banner" role="status">
          {t('app.newRelease')}{' '}
          <Button size="small" onClick={() => location.reload()}>
            {t('common.refresh')}
          </Button>
        </div>
      )}
    </>
  )
}

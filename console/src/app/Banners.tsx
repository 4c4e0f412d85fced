import { Button } from 'antd'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { useMe } from '@/api/me'

const onLine = (changed: () => void) => {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Thin lines under the top bar: offline, a new release, updates by polling. */
export function Banners() {
  const { t } = useTranslation()
  const online = useSyncExternalStore(onLine, () => navigator.onLine)
  const live = useLive((s) => s.state)
  const { version } = useMe()
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
      {!online && (
        <div className="banner" role="alert">
          {t('app.offline')}
        </div>
      )}
      {online && slow && (
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

import { BellOutlined } from '@ant-design/icons'
import { Badge, Button, Tooltip } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lazy } from '@/ui/page/lazy'
import { useNotifications } from './queries'

const BellDrawer = lazy(() => import('./BellDrawer'))

export function Bell() {
  const { t } = useTranslation()
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never')
  const counted = useNotifications(false)
  const count = counted.data?.unread_count ?? 0
  return (
    <>
      <Tooltip title={t('app.notifications')}>
        <Badge count={count} size="small" offset={[-6, 6]} overflowCount={99}>
          <Button
            type="text"
            icon={<BellOutlined />}
            aria-label={t('app.notificationsCount', { n: count })}
            onClick={() => setState('open')}
          />
        </Badge>
      </Tooltip>
      {state !== 'never' && (
        <Suspense>
          <BellDrawer open={state === 'open'} count={count} onClose={() => setState('closed')} />
        </Suspense>
      )}
    </>
  )
}

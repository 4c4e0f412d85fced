import { CloudSyncOutlined } from '@ant-design/icons'
import { Badge, Button, Tooltip } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { KeyPopover } from '@/ui/page/KeyPopover'
import { lazy } from '@/ui/page/lazy'
import { useActiveJobs } from './queries'

const TrayJobs = lazy(() => import('./TrayJobs'))

/** Long work, in its own unit, from any page; it goes on when the tab is closed. */
export function JobTray() {
  const { t } = useTranslation()
  const can = useCan()
  const [open, setOpen] = useState(false)
  const jobs = useActiveJobs()
  const items = jobs.data?.items ?? []
  if (!can('job.read') && items.length === 0) return null // who may not see the brand's has his own, if any
  const running = items.filter((j) => j.state === 'running' || j.state === 'queued')
  return (
    <KeyPopover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottom"
      title={t('nav.jobs')}
      content={
        <div className="tray">
          <Suspense>
            <TrayJobs items={items} />
          </Suspense>
        </div>
      }
    >
      <Tooltip title={open ? '' : t('nav.jobs')}>
        <Badge count={running.length} size="small" offset={[-6, 6]} color="blue">
          <Button type="text" icon={<CloudSyncOutlined />} aria-label={t('app.jobsCount', { n: running.length })} />
        </Badge>
      </Tooltip>
    </KeyPopover>
  )
}

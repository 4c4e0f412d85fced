import { EditOutlined, PauseCircleOutlined, PictureOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { Alert, App, Button } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText, useWord } from '@/i18n'
import { bubblesOf } from '@/pickers/message'
import { Await, useFail } from '@/ui/Feedback'
import { dateTime } from '@/ui/format'
import { Badge, Card, PageHead } from '@/ui/Page'
import { PhoneFrame } from '@/ui/PhoneFrame'
import { lazy } from '@/ui/page/lazy'
import { GoButton, useGo } from '@/ui/url'
import { TONES } from './code'
import { CodeChart, CodeFigures, CodeSettings, CodeStaffTable } from './parts/CodeFacts'
import { CodeMenu } from './parts/CodeMenu'
import { QrPanel } from './parts/QrPanel'
import { useCode, useCodeAction } from './queries'

const PosterDialog = lazy(() => import('./parts/PosterDialog'))

export default function CodePage() {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const go = useGo()
  const fail = useFail()
  const { message } = App.useApp()
  const { id } = useParams({ strict: false }) as { id: string }
  const code = useCode(id)
  const act = useCodeAction()
  const [poster, setPoster] = useState(false)
  const c = code.data
  const writable = can('channel_code.write')
  const toggle = (action: 'pause' | 'resume') =>
    act.mutate({ id, action }, { onSuccess: () => void message.success(t(`acquire.done_${action}`)), onError: fail })
  return (
    <div className="page">
      <PageHead
        title={c?.name ?? t('acquire.code')}
        back="/channel-codes"
        sub={
          c && (
            <span className="row">
              <Badge tone={TONES[c.state]}>{word('code_state', c.state)}</Badge>
              {[c.group_name, c.medium].filter(Boolean).join(' · ')}
            </span>
          )
        }
        extra={
          c && (
            <>
              {writable && (c.state === 'active' || c.state === 'degraded') && (
                <Button icon={<PauseCircleOutlined />} loading={act.isPending} onClick={() => toggle('pause')}>
                  {t('acquire.pause')}
                </Button>
              )}
              {writable && c.state === 'paused' && (
                <Button icon={<PlayCircleOutlined />} loading={act.isPending} onClick={() => toggle('resume')}>
                  {t('acquire.resume')}
                </Button>
              )}
              <Button icon={<PictureOutlined />} disabled={!c.qr_url} onClick={() => setPoster(true)}>
                {t('acquire.poster')}
              </Button>
              {writable && (
                <>
                  <GoButton type="primary" icon={<EditOutlined />} to={`/channel-codes/${id}/edit`}>
                    {t('common.edit')}
                  </GoButton>
                  <CodeMenu code={c} onDeleted={() => go('/channel-codes')} />
                </>
              )}
            </>
          )
        }
      />
      <Await query={code} back="/channel-codes">
        {c && (
          <>
            {c.sync_reason && (
              <Alert type={c.state === 'degraded' ? 'warning' : 'error'} showIcon title={reasonText(c.sync_reason)} />
            )}
            <div className="cols main-side">
              <div className="stack">
                <Card>
                  <CodeFigures id={id} />
                </Card>
                <Card title={t('acquire.trend')}>
                  <CodeChart id={id} />
                </Card>
                <Card
                  title={t('acquire.staff')}
                  extra={<span className="muted">{t('acquire.onDutyNow', { n: c.on_duty?.length ?? 0 })}</span>}
                >
                  <CodeStaffTable code={c} />
                </Card>
              </div>
              <div className="stack">
                <Card title={t('acquire.qr')}>
                  <QrPanel code={c} />
                </Card>
                <Card
                  title={t('acquire.settings')}
                  extra={<small className="muted">{t('common.lastChanged', { at: dateTime(c.updated_at) })}</small>}
                >
                  <CodeSettings code={c} />
                </Card>
                {c.welcome_mode === 'own' && c.welcome && (
                  <Card title={t('acquire.welcome')}>
                    <div style={{ display: 'grid', placeItems: 'center' }}>
                      <PhoneFrame
                        label={t('reach.preview')}
                        title={c.staff[0]?.name ?? t('acquire.staff')}
                        empty={t('reach.previewEmpty')}
                        bubbles={bubblesOf(c.welcome, {
                          客户昵称: t('reach.sampleName'),
                          员工姓名: c.staff[0]?.name ?? '',
                          门店: t('reach.sampleStore'),
                        })}
                      />
                    </div>
                  </Card>
                )}
              </div>
            </div>
            <Suspense>{poster && <PosterDialog code={c} onClose={() => setPoster(false)} />}</Suspense>
          </>
        )}
      </Await>
    </div>
  )
}

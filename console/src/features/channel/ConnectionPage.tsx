import { useParams } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { ConfirmTyped } from '@/ui/confirm/ConfirmTyped'
import { Await, useFail } from '@/ui/Feedback'
import { duration, int } from '@/ui/format'
import { Badge, Card, Facts, PageHead, Time } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useGo } from '@/ui/url'
import { CallbackTable } from './parts/CallbackTable'
import { CallbackValues } from './parts/CallbackValues'
import { Checks } from './parts/Checks'
import { HEALTH } from './parts/health'
import { SyncPanel } from './parts/SyncPanel'
import { useCheckConnection, useConnection, useDeleteConnection } from './queries'

const EditDialog = lazy(() => import('./parts/EditDialog'))

export default function ConnectionPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const go = useGo()
  const fail = useFail()
  const { id } = useParams({ strict: false }) as { id: string }
  const connection = useConnection(id)
  const check = useCheckConnection()
  const remove = useDeleteConnection()
  const [editing, setEditing] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const c = connection.data
  const writable = can('connection.write')
  return (
    <div className="page">
      <PageHead
        title={c?.name ?? t('channel.connection')}
        back="/settings/connections"
        sub={c && <Badge tone={HEALTH[c.health] ?? 'off'}>{word('health', c.health)}</Badge>}
        extra={
          c &&
          writable && (
            <>
              <Button loading={check.isPending} onClick={() => check.mutate(id, { onError: fail })}>
                {t('channel.check')}
              </Button>
              <Button onClick={() => setEditing(true)}>{t('common.edit')}</Button>
              <Button danger onClick={() => setDeleting(true)}>
                {t('common.delete')}
              </Button>
            </>
          )
        }
      />
      <Await query={connection} back="/settings/connections">
        {c && (
          <>
            {c.health_reason && (
              <Alert type={c.health === 'bad' ? 'error' : 'warning'} showIcon title={reasonText(c.health_reason)} />
            )}
            <div className="cols two">
              <Card title={t('channel.health')}>
                <div className="facts wide-box">
                  <Facts
                    items={[
                      [t('common.state'), word('connection_state', c.state)],
                      [
                        t(c.kind === 'wecom' ? 'channel.corpId' : 'channel.appId'),
                        <code key="c" className="mono">
                          {c.corp_id}
                        </code>,
                      ],
                      [
                        t(c.kind === 'wecom' ? 'channel.agentId' : 'channel.kind'),
                        <span key="a" className="mono">
                          {c.kind === 'wecom' ? (c.agent_id ?? '—') : word('connection_kind', c.kind)}
                        </span>,
                      ],
                      [t('channel.lastCallback'), <Time key="cb" at={c.last_callback_at} />],
                      [t('channel.lastApi'), <Time key="api" at={c.last_api_ok_at} />],
                      [t('channel.lag'), duration(c.lag_ms, lang)],
                      [t('channel.contacts'), int(c.contact_count, lang)],
                      [t('channel.staff'), int(c.staff_count, lang)],
                    ]}
                  />
                </div>
              </Card>
              <div className="stack">
                {c.kind === 'wecom' && (
                  <Card title={t('channel.sync')}>
                    <SyncPanel connection={c} />
                  </Card>
                )}
                {check.data && (
                  <Card title={t('channel.step_check')}>
                    <Checks checks={check.data.checks} />
                  </Card>
                )}
                {writable && (
                  <Card title={t('channel.step_callback')}>
                    <CallbackValues connection={c} />
                  </Card>
                )}
              </div>
            </div>
            <Card title={t('channel.callbacks')}>
              <CallbackTable connectionId={id} />
            </Card>
            <Suspense>
              {editing && (
                <EditDialog
                  connection={c}
                  onClose={() => setEditing(false)}
                  onConflict={() => void connection.refetch()}
                />
              )}
            </Suspense>
            <ConfirmTyped
              open={deleting}
              title={t('channel.deleteTitle', { name: c.name })}
              text={t('channel.deleteText')}
              word={c.name}
              action={t('common.delete')}
              busy={remove.isPending}
              onClose={() => setDeleting(false)}
              onConfirm={() => remove.mutate(c, { onSuccess: () => go('/settings/connections'), onError: fail })}
            />
          </>
        )}
      </Await>
    </div>
  )
}

import {
  CloseCircleFilled,
  CompassOutlined,
  CopyOutlined,
  InboxOutlined,
  LockOutlined,
  ReloadOutlined,
} from '@ant-design/icons'
import { Alert, App, Button, Flex, Skeleton } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/client'
import { findReach, useReach } from '@/api/reach'
import { reasonText } from '@/i18n'
import { copyText } from './page/copy'
import { noteLayers } from './page/layers'
import { GoButton } from './url'

export const requestIdOf = (error: unknown) => (error instanceof ApiError ? error.requestId : null)
export const sentenceOf = (error: unknown) =>
  error instanceof ApiError ? reasonText(error.reason, error.more) : reasonText('unknown.error')

export function CopyButton({ text, name }: { text: string; name: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <Button
      size="small"
      type="text"
      icon={<CopyOutlined />}
      aria-label={t('common.copyName', { name })}
      title={t('common.copyName', { name })}
      onClick={() => {
        void copyText(text).then((done) => done && message.success(t('common.copied')))
      }}
    />
  )
}

const isGone = (error: unknown) => error instanceof ApiError && error.status === 404

/** What one was sent to is not there, or not for oneself: asking again would not help, the way back does. */
function Gone({ error, back }: { error: unknown; back: string }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<CompassOutlined />}
      title={sentenceOf(error)}
      hint={t('common.notFoundHint')}
      action={
        <GoButton type="primary" to={back}>
          {t('common.back')}
        </GoButton>
      }
    />
  )
}

/** One sentence, retry, and the request id to hand to whoever runs the server; for a page about one thing that is not
 * there, the way `back`. */
export function ErrorCard({ error, onRetry, back }: { error: unknown; onRetry?: () => void; back?: string }) {
  const { t } = useTranslation()
  const id = requestIdOf(error)
  if (back && isGone(error)) return <Gone error={error} back={back} />
  return (
    <Alert
      type="error"
      showIcon
      title={sentenceOf(error)}
      description={
        <Flex gap={8} align="center" wrap>
          {onRetry && !isGone(error) && (
            <Button size="small" icon={<ReloadOutlined />} onClick={onRetry}>
              {t('common.retry')}
            </Button>
          )}
          {id && (
            <span className="muted mono">
              {t('common.requestId', { id })}
              <CopyButton text={id} name={t('common.requestId', { id: '' })} />
            </span>
          )}
        </Flex>
      }
    />
  )
}

/** The same in a few words, where there is no room for a card. */
export function ErrorLine({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  const id = requestIdOf(error)
  return (
    <p role="alert" className="error-line" title={id ? t('common.requestId', { id }) : undefined}>
      <CloseCircleFilled aria-hidden /> {sentenceOf(error)}{' '}
      {!isGone(error) && (
        <Button size="small" icon={<ReloadOutlined />} onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </p>
  )
}

/** Says what this is and offers one thing to do. */
export function EmptyState(props: {
  title: string
  hint?: ReactNode
  action?: ReactNode
  icon?: ReactNode
  page?: boolean
}) {
  return (
    <div className="empty">
      <div className="empty-icon" aria-hidden>
        {props.icon ?? <InboxOutlined />}
      </div>
      {props.page ? <h1>{props.title}</h1> : <h2>{props.title}</h2>}
      {props.hint && <p>{props.hint}</p>}
      {props.action}
    </div>
  )
}

export function NoMatch({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('common.noMatch')}
      hint={t('common.noMatchHint')}
      action={<Button onClick={onClear}>{t('common.clearFilters')}</Button>}
    />
  )
}

export function NoPermission({ what }: { what: string }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      page
      icon={<LockOutlined />}
      title={t('common.noPermission', { what })}
      hint={t('common.noPermissionHint')}
    />
  )
}

export function ModuleOff() {
  const { t } = useTranslation()
  return <EmptyState page icon={<LockOutlined />} title={t('common.moduleOff')} hint={t('common.moduleOffHint')} />
}

/** Nothing for 150 ms, then the skeleton, after ten seconds a word that it still runs. Without a network or a server it
 * says so: what is waited for comes when there is one again. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation()
  const [age, setAge] = useState<0 | 1 | 2>(0)
  const isReached = useReach((s) => s.reach === 'reached')
  useEffect(() => {
    const early = setTimeout(() => setAge(1), 150)
    const late = setTimeout(() => setAge(2), 10_000)
    return () => {
      clearTimeout(early)
      clearTimeout(late)
    }
  }, [])
  if (age === 0) return null
  if (!isReached) return <ErrorCard error={new ApiError(0, {})} onRetry={() => void findReach()} />
  return (
    <div className="loading" role="status" aria-label={t('common.loading')}>
      <Skeleton active title={false} paragraph={{ rows }} />
      {age === 2 && <span className="muted">{t('common.slow')}</span>}
    </div>
  )
}

type Asked = { data: unknown; error: unknown; isPending: boolean; refetch: () => unknown }
/** Loading, failed or there: the three states of whatever was asked for; `back` where a page is about it. */
export function Await(props: { query: Asked; rows?: number; back?: string; children: ReactNode }) {
  const { query } = props
  if (query.data !== undefined) return props.children
  if (query.error) return <ErrorCard error={query.error} back={props.back} onRetry={() => void query.refetch()} />
  return <Loading rows={props.rows} />
}

/** Tells the user's own action went wrong, in words, with the request id. */
export function useFail(): (error: unknown) => void {
  const { notification } = App.useApp()
  const { t } = useTranslation()
  return (error) => {
    const id = requestIdOf(error)
    notification.error({
      title: sentenceOf(error),
      description: id && (
        <span className="muted mono">
          {t('common.requestId', { id })}
          <CopyButton text={id} name={t('common.requestId', { id: '' })} />
        </span>
      ),
    })
  }
}

const UNDO_SECONDS = 8

/** Says what was done, with a way back for a few seconds. */
export function useUndoToast(): (text: string, onUndo: () => void) => void {
  const { message } = App.useApp()
  const { t } = useTranslation()
  return (text, onUndo) => {
    const close = message.success({
      duration: UNDO_SECONDS,
      content: (
        <span className="row" style={{ display: 'inline-flex' }}>
          {text}
          <Button
            size="small"
            type="link"
            data-undo
            ref={noteLayers}
            title="Ctrl Z"
            onClick={() => {
              close()
              onUndo()
            }}
          >
            {t('common.undo')}
          </Button>
        </span>
      ),
    })
  }
}

import { CopyOutlined, InboxOutlined, LockOutlined, ReloadOutlined } from '@ant-design/icons'
import { Alert, App, Button, Flex, Skeleton } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/client'
import { reasonText } from '@/i18n'
import { copyText } from './page/copy'

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

/** One sentence, retry, and the request id to hand to whoever runs the server. */
export function ErrorCard({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const id = requestIdOf(error)
  return (
    <Alert
      type="error"
      showIcon
      title={sentenceOf(error)}
      description={
        <Flex gap={8} align="center" wrap>
          {onRetry && (
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

/** Nothing for 150 ms, then the skeleton, after ten seconds a word that it still runs. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation()
  const [age, setAge] = useState<0 | 1 | 2>(0)
  useEffect(() => {
    const early = setTimeout(() => setAge(1), 150)
    const late = setTimeout(() => setAge(2), 10_000)
    return () => {
      clearTimeout(early)
      clearTimeout(late)
    }
  }, [])
  if (age === 0) return null
  return (
    <div className="loading" role="status" aria-label={t('common.loading')}>
      <Skeleton active title={false} paragraph={{ rows }} />
      {age === 2 && <span className="muted">{t('common.slow')}</span>}
    </div>
  )
}

type Asked = { data: unknown; error: unknown; isPending: boolean; refetch: () => unknown }
/** Loading, failed or there: the three states of whatever was asked for. */
export function Await({ query, rows, children }: { query: Asked; rows?: number; children: ReactNode }) {
  if (query.data !== undefined) return children
  if (query.error) return <ErrorCard error={query.error} onRetry={() => void query.refetch()} />
  return <Loading rows={rows} />
}

/** Tells the user's own action went wrong, in words, with the request id. */
export function useFail(): (error: unknown) => void {
  const { notification } = App.useApp()
  const { t } = useTranslation()
  return (error) => {
    const id = requestIdOf(error)
    const detail = error instanceof ApiError ? error.detail : null
    notification.error({
      title: sentenceOf(error),
      description: (
        <>
          {detail && <div>{detail}</div>}
          {id && (
            <span className="muted mono">
              {t('common.requestId', { id })}
              <CopyButton text={id} name={t('common.requestId', { id: '' })} />
            </span>
          )}
        </>
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

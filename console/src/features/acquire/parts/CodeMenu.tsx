import { MoreOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { ConfirmTyped } from '@/ui/confirm/ConfirmTyped'
import { int } from '@/ui/format'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import { useSaveFailed } from '@/ui/save'
import { useGo, useLink } from '@/ui/url'
import { type CodeRow, useCodeAction, useDeleteCode } from '../queries'

/** What can be done to a code, in lists and on its page. */
export function CodeMenu({ code, onDeleted }: { code: CodeRow; onDeleted?: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const go = useGo()
  const link = useLink()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const act = useCodeAction()
  const remove = useDeleteCode()
  const [deleting, setDeleting] = useState(false)
  const paused = code.state === 'paused'
  const can_pause = code.state === 'active' || code.state === 'degraded'
  const run = (action: 'pause' | 'resume' | 'copy') =>
    act.mutate(
      { id: code.id, action },
      {
        onSuccess: (next) => {
          void message.success(t(`acquire.done_${action}`))
          if (action === 'copy') go(`/channel-codes/${next.id}/edit`)
        },
        onError: (e) => failed(e),
      },
    )
  const onClick = ({ key }: { key: string }) => {
    if (key === 'edit') return // a link
    if (key === 'delete') setDeleting(true)
    else run(key as 'pause' | 'resume' | 'copy')
  }
  return (
    <>
      <KeyDropdown
        menu={{
          onClick,
          items: [
            {
              key: 'edit',
              label: (
                <a {...link(`/channel-codes/${code.id}/edit`)} tabIndex={-1}>
                  {t('common.edit')}
                </a>
              ),
            },
            ...(can_pause ? [{ key: 'pause', label: t('acquire.pause') }] : []),
            ...(paused ? [{ key: 'resume', label: t('acquire.resume') }] : []),
            { key: 'copy', label: t('common.copy') },
            { type: 'divider' as const },
            { key: 'delete', label: t('common.delete'), danger: true },
          ],
        }}
      >
        <Button
          size="small"
          type="text"
          icon={<MoreOutlined />}
          loading={act.isPending}
          aria-label={t('acquire.actionsOf', { name: code.name })}
        />
      </KeyDropdown>
      <ConfirmTyped
        open={deleting}
        title={t('acquire.deleteCode', { name: code.name })}
        text={t('acquire.deleteText', { n: int(code.added_count, lang) })}
        word={code.name}
        action={t('common.delete')}
        busy={remove.isPending}
        onClose={() => setDeleting(false)}
        onConfirm={() =>
          remove.mutate(code, {
            onSuccess: () => {
              setDeleting(false)
              void message.success(t('common.deleted'))
              onDeleted?.()
            },
            onError: (e) => failed(e, undefined, { reload: () => setDeleting(false) }),
          })
        }
      />
    </>
  )
}

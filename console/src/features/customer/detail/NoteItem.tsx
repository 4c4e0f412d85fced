import { DeleteOutlined, EditOutlined, PaperClipOutlined, PushpinFilled, PushpinOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { dateTime } from '@/ui/format'
import { lazy } from '@/ui/page/lazy'
import { useSaveFailed } from '@/ui/save'
import { type Note, useNoteChange } from './queries'

const NoteForm = lazy(() => import('./NoteForm'))

export function NoteItem({ customerId, note }: { customerId: string; note: Note }) {
  const { t } = useTranslation()
  const can = useCan()
  const failed = useSaveFailed()
  const { modal } = App.useApp()
  const { edit, remove } = useNoteChange(customerId)
  const [isEditing, setEditing] = useState(false)
  const onError = (e: unknown) => failed(e, undefined, { reload: () => setEditing(false) })
  if (isEditing)
    return (
      <Suspense>
        <NoteForm
          initial={note}
          isBusy={edit.isPending}
          onCancel={() => setEditing(false)}
          onSave={({ text, media_ids }) =>
            edit.mutate({ note, text, media_ids }, { onSuccess: () => setEditing(false), onError })
          }
        />
      </Suspense>
    )
  return (
    <article className={`note ${note.is_pinned ? 'pinned' : ''}`}>
      {note.text && <div className="pre">{note.text}</div>}
      {note.files.length > 0 && (
        <div className="row" style={{ gap: 8 }}>
          {note.files.map((f) => (
            <a key={f.media_id} href={f.url} target="_blank" rel="noreferrer" className="linklike">
              {f.kind === 'image' ? (
                <img src={f.url} alt={f.name} className="note-picture" loading="lazy" />
              ) : (
                <>
                  <PaperClipOutlined /> {f.name}
                </>
              )}
            </a>
          ))}
        </div>
      )}
      <div className="row" style={{ gap: 2 }}>
        <small className="muted grow">
          {note.is_pinned && <PushpinFilled aria-label={t('customer.detail.pinned')} />}{' '}
          {[
            note.author_name,
            dateTime(note.created_at),
            note.edited_at && t('customer.detail.edited', { at: dateTime(note.edited_at) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
        {can('customer.write') && (
          <Button
            size="small"
            type="text"
            icon={<PushpinOutlined />}
            aria-label={t(note.is_pinned ? 'customer.detail.unpin' : 'customer.detail.pin')}
            title={t(note.is_pinned ? 'customer.detail.unpin' : 'customer.detail.pin')}
            onClick={() => edit.mutate({ note, is_pinned: !note.is_pinned }, { onError })}
          />
        )}
        {note.may_edit && can('customer.write') && (
          <>
            <Button
              size="small"
              type="text"
              icon={<EditOutlined />}
              aria-label={t('customer.detail.editNote')}
              onClick={() => setEditing(true)}
            />
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('customer.detail.deleteNote')}
              onClick={() =>
                modal.confirm({
                  title: t('customer.detail.deleteNote'),
                  content: t('customer.detail.deleteNoteText'),
                  okText: t('common.delete'),
                  okButtonProps: { danger: true },
                  onOk: () => remove.mutateAsync(note).catch(onError),
                })
              }
            />
          </>
        )}
      </div>
    </article>
  )
}

import { PaperClipOutlined, PushpinOutlined } from '@ant-design/icons'
import { Button, Input, Progress, Tag, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { uploadMedia } from '@/pickers/queries'
import { isAlike } from '@/ui/edit/isAlike'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { useFail } from '@/ui/Feedback'
import { usePhone } from '@/ui/usePhone'

export type NoteValues = { text: string; media_ids: string[]; is_pinned: boolean }
type File_ = { media_id: string; name: string }
const TEXT_MAX = 2000
const FILES_MAX = 9

/** Text and files of a note; Ctrl+Enter saves. */
export default function NoteForm(props: {
  initial?: { text: string; files: File_[]; is_pinned: boolean }
  isBusy: boolean
  onSave: (values: NoteValues, done: () => void) => void
  onCancel?: () => void
}) {
  const { t } = useTranslation()
  const can = useCan()
  const isPhone = usePhone()
  const fail = useFail()
  const { initial } = props
  const [text, setText] = useState(initial?.text ?? '')
  const [files, setFiles] = useState<File_[]>(initial?.files ?? [])
  const [isPinned, setPinned] = useState(initial?.is_pinned ?? false)
  const isChanged = text !== (initial?.text ?? '') || !isAlike(files, initial?.files)
  const { leave } = useUnsaved(isChanged, { holds: ['open'] })
  const [percent, setPercent] = useState<number | null>(null)
  const isEmpty = text.trim() === '' && files.length === 0
  const send = async (file: File) => {
    setPercent(0)
    try {
      const media = await uploadMedia(file, setPercent)
      setFiles((was) => [...was, { media_id: media.id, name: media.name }])
    } catch (error) {
      fail(error)
    }
    setPercent(null)
  }
  const save = () => {
    if (isEmpty || props.isBusy || percent !== null) return
    props.onSave({ text: text.trim(), media_ids: files.map((f) => f.media_id), is_pinned: isPinned }, () => {
      setText('')
      setFiles([])
      setPinned(false)
    })
  }
  return (
    <div className="stack tight">
      <Input.TextArea
        aria-label={t('customer.detail.note')}
        placeholder={t(isPhone ? 'customer.detail.noteBare' : 'customer.detail.notePlaceholder')}
        value={text}
        maxLength={TEXT_MAX}
        autoSize={{ minRows: initial ? 3 : 2, maxRows: 12 }}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !e.nativeEvent.isComposing) save()
          if (e.key !== 'Escape' || !props.onCancel) return
          e.stopPropagation()
          leave(props.onCancel)
        }}
      />
      {files.length > 0 && (
        <div className="row" style={{ gap: 4 }}>
          {files.map((f) => (
            <Tag
              key={f.media_id}
              closable
              onClose={() => setFiles((was) => was.filter((other) => other.media_id !== f.media_id))}
            >
              {f.name}
            </Tag>
          ))}
        </div>
      )}
      {percent !== null && <Progress percent={percent} size="small" aria-label={t('customer.detail.attach')} />}
      {(text !== '' || files.length > 0 || initial || percent !== null) && (
        <div className="row">
          <Button size="small" type="primary" disabled={isEmpty} loading={props.isBusy} onClick={save}>
            {t('common.save')}
          </Button>
          {props.onCancel && (
            <Button size="small" onClick={() => props.onCancel && leave(props.onCancel)}>
              {t('common.cancel')}
            </Button>
          )}
          {can('content.write') && files.length < FILES_MAX && (
            <Upload
              showUploadList={false}
              beforeUpload={(file) => {
                void send(file)
                return false
              }}
            >
              <Button size="small" type="text" icon={<PaperClipOutlined />}>
                {t('customer.detail.attach')}
              </Button>
            </Upload>
          )}
          {!initial && (
            <Button
              size="small"
              type={isPinned ? 'link' : 'text'}
              aria-pressed={isPinned}
              icon={<PushpinOutlined />}
              onClick={() => setPinned(!isPinned)}
            >
              {t('customer.detail.pin')}
            </Button>
          )}
          <span className="grow" />
          <small className="muted num">
            {[...text].length} / {TEXT_MAX}
          </small>
        </div>
      )}
    </div>
  )
}

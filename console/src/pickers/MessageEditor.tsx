import { PlusOutlined } from '@ant-design/icons'
import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { arrayMove, SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { Button, Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { utf8Length } from '@/ui/format'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import { lazy } from '@/ui/page/lazy'
import { AttachmentRow } from './AttachmentRow'
import {
  ATTACHMENTS_MAX,
  type Attachment,
  emptyMessage,
  insertAt,
  type Message,
  TEXT_BYTES_MAX,
  VARIABLES,
} from './message'

const AttachmentDialog = lazy(() => import('./AttachmentDialog'))

type Props = { id?: string; value?: Message; onChange?: (message: Message) => void; label: string }
const KINDS = ['image', 'link', 'mini_program', 'video', 'file'] as const

/** Plain text with variable chips, and up to nine attachments in an order: what the platform can send. */
export default function MessageEditor({ id, value, onChange, label }: Props) {
  const { t } = useTranslation()
  const message = value ?? emptyMessage
  const area = useRef<TextAreaRef>(null)
  const [editing, setEditing] = useState<{ index: number; draft: Attachment } | null>(null)
  const attachments = message.attachments ?? []
  const sensors = useSensors(
    useSensor(PointerSensor),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const set = (patch: Partial<Message>) => onChange?.({ ...message, ...patch })
  const insert = (piece: string) => {
    const box = area.current?.resizableTextArea?.textArea
    const text = message.text ?? ''
    const start = box?.selectionStart ?? text.length
    set({ text: insertAt(text, piece, start, box?.selectionEnd ?? start) })
    requestAnimationFrame(() => {
      box?.focus()
      box?.setSelectionRange(start + piece.length, start + piece.length)
    })
  }
  const store = (attachment: Attachment) => {
    if (!editing) return
    set({
      attachments:
        editing.index < 0
          ? [...attachments, attachment]
          : attachments.map((a, i) => (i === editing.index ? attachment : a)),
    })
    setEditing(null)
  }
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) set({ attachments: arrayMove(attachments, Number(active.id), Number(over.id)) })
  }
  const used = utf8Length(message.text ?? '')
  return (
    <div className="stack" id={id}>
      <div>
        <div className="row" style={{ marginBottom: 6 }}>
          <span className="muted">{t('pick.insert')}</span>
          {VARIABLES.map((v) => (
            <Button key={v} size="small" title={`{${v}}`} onClick={() => insert(`{${v}}`)}>
              {t(`pick.variable.${v}`)}
            </Button>
          ))}
        </div>
        <Input.TextArea
          ref={area}
          aria-label={label}
          value={message.text ?? ''}
          onChange={(e) => set({ text: e.target.value })}
          autoSize={{ minRows: 4, maxRows: 12 }}
          placeholder={t('pick.messagePlaceholder')}
          status={used > TEXT_BYTES_MAX ? 'error' : undefined}
        />
        <div className={`num ${used > TEXT_BYTES_MAX ? 'bad' : 'muted'}`} style={{ textAlign: 'right', fontSize: 12 }}>
          {t('pick.bytes', { n: used, max: TEXT_BYTES_MAX })}
        </div>
      </div>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
        <SortableContext items={attachments.map((_, i) => String(i))} strategy={verticalListSortingStrategy}>
          <div className="stack tight">
            {attachments.map((attachment, i) => (
              <AttachmentRow
                key={i}
                id={String(i)}
                attachment={attachment}
                onEdit={() => setEditing({ index: i, draft: attachment })}
                onRemove={() => set({ attachments: attachments.filter((_, j) => j !== i) })}
              />
            ))}
          </div>
        </SortableContext>
      </DndContext>
      <div className="row">
        <KeyDropdown
          disabled={attachments.length >= ATTACHMENTS_MAX}
          menu={{
            items: KINDS.map((kind) => ({ key: kind, label: t(`words.attachment.${kind}`) })),
            onClick: ({ key }) => setEditing({ index: -1, draft: { kind: key as Attachment['kind'] } }),
          }}
        >
          <Button icon={<PlusOutlined />}>{t('pick.addAttachment')}</Button>
        </KeyDropdown>
        <span className="muted num">
          {attachments.length} / {ATTACHMENTS_MAX}
        </span>
      </div>
      <Suspense>
        {editing && <AttachmentDialog draft={editing.draft} onSave={store} onClose={() => setEditing(null)} />}
      </Suspense>
    </div>
  )
}

import {
  DeleteOutlined,
  EditOutlined,
  FileOutlined,
  HolderOutlined,
  LinkOutlined,
  PictureOutlined,
  PlaySquareOutlined,
} from '@ant-design/icons'
import { useSortable } from '@dnd-kit/sortable'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import type { Attachment } from './message'

const ICONS: Record<Attachment['kind'], ReactNode> = {
  image: <PictureOutlined />,
  video: <PlaySquareOutlined />,
  file: <FileOutlined />,
  link: <LinkOutlined />,
  mini_program: <LinkOutlined />,
}

export function AttachmentRow(props: { id: string; attachment: Attachment; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTranslation()
  const word = useWord()
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({ id: props.id })
  const { attachment } = props
  const kind = word('attachment', attachment.kind)
  return (
    <div
      ref={setNodeRef}
      className="attach"
      style={{ transform: transform ? `translateY(${transform.y}px)` : undefined, transition }}
    >
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the sortable attributes make it a button */}
      <span className="drag" {...attributes} {...listeners} aria-label={t('pick.drag', { name: kind })}>
        <HolderOutlined />
      </span>
      {attachment.kind === 'image' && attachment.media_url ? (
        <img src={attachment.media_url} alt="" />
      ) : (
        ICONS[attachment.kind]
      )}
      <span className="grow ellipsis">
        {kind}
        {attachment.title ? ` · ${attachment.title}` : ''}
      </span>
      <Button
        size="small"
        type="text"
        icon={<EditOutlined />}
        aria-label={`${t('common.edit')} ${kind}`}
        onClick={props.onEdit}
      />
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        aria-label={`${t('common.delete')} ${kind}`}
        onClick={props.onRemove}
      />
    </div>
  )
}

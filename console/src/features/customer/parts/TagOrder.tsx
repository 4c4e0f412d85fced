import { HolderOutlined } from '@ant-design/icons'
import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  arrayMove,
  rectSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
} from '@dnd-kit/sortable'
import { Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { useSaveFailed } from '@/ui/save'
import { GoLink } from '@/ui/url'
import { useOrderTags } from '../queries'

type TagItem = Schemas['Tag']

function OneTag({ tag, movable, onEdit }: { tag: TagItem; movable: boolean; onEdit: (tag: TagItem) => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({ id: tag.id, disabled: !movable })
  return (
    <span
      ref={setNodeRef}
      style={{ transform: transform ? `translate(${transform.x}px, ${transform.y}px)` : undefined, transition }}
    >
      <Tag
        style={{ margin: 0, padding: '2px 8px' }}
        color={tag.sync_state === 'failed' ? 'red' : tag.sync_state === 'pending' ? 'blue' : undefined}
      >
        {movable && (
          /* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the sortable attributes make it a button */
          <span className="drag" {...attributes} {...listeners} aria-label={t('customer.moveTag', { name: tag.name })}>
            <HolderOutlined />{' '}
          </span>
        )}
        {movable ? (
          <button type="button" className="linklike" style={{ color: 'inherit' }} onClick={() => onEdit(tag)}>
            {tag.name}
          </button>
        ) : (
          tag.name
        )}{' '}
        <GoLink to={`/customers?tag_id=${tag.id}`} className="num muted">
          {int(tag.customer_count, lang)}
        </GoLink>
      </Tag>
    </span>
  )
}

/** The tags of a group; by the handle they are dragged, or moved with space and arrows. */
export function TagOrder(props: { group: Schemas['TagGroup']; movable: boolean; onEdit: (tag: TagItem) => void }) {
  const { group, movable, onEdit } = props
  const failed = useSaveFailed()
  const order = useOrderTags()
  const [moved, setMoved] = useState<string[] | null>(null)
  const sensors = useSensors(
    useSensor(PointerSensor),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const byId = new Map(group.tags.map((tag) => [tag.id, tag]))
  const shown = (moved ?? group.tags.map((tag) => tag.id)).flatMap((id) => byId.get(id) ?? [])
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return
    const ids = shown.map((tag) => tag.id)
    const next = arrayMove(ids, ids.indexOf(String(active.id)), ids.indexOf(String(over.id)))
    setMoved(next)
    order.mutate({ id: group.id, tag_ids: next }, { onError: (e) => failed(e), onSettled: () => setMoved(null) })
  }
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
      <SortableContext items={shown.map((tag) => tag.id)} strategy={rectSortingStrategy}>
        {shown.map((tag) => (
          <OneTag key={tag.id} tag={tag} movable={movable} onEdit={onEdit} />
        ))}
      </SortableContext>
    </DndContext>
  )
}

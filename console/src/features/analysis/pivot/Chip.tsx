import { useDraggable } from '@dnd-kit/core'
import type { MenuProps } from 'antd'
import type { KeyboardEvent } from 'react'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import type { Field } from './wells'

/** A field that is dragged by hand, or moved by the menu it opens: by a tap, a click, or Enter. */
export function Chip(props: {
  id: string
  name: string
  label: string
  field: Field
  hint?: string
  items: NonNullable<MenuProps['items']>
  onKey?: (e: KeyboardEvent) => void
}) {
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: props.id,
    data: { field: props.field, id: props.id },
  })
  return (
    <KeyDropdown menu={{ items: props.items }}>
      <button
        type="button"
        ref={setNodeRef}
        {...listeners}
        className={`pivot-chip ${props.field.kind} ${isDragging ? 'dragged' : ''}`}
        aria-label={props.label}
        aria-haspopup="menu"
        onKeyDown={props.onKey}
      >
        {props.name}
        {props.hint && <small>{props.hint}</small>}
      </button>
    </KeyDropdown>
  )
}

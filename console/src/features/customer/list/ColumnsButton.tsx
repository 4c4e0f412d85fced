import { HolderOutlined, SettingOutlined } from '@ant-design/icons'
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
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { useIsViewing } from '@/api/me'
import { KeyPopover } from '@/ui/page/KeyPopover'
import { ALWAYS, type Arrangement, DEFAULT, ordered } from './rows/arrangement'
import { useAllColumns } from './rows/columns'

function Item(props: { id: string; title: string; isShown: boolean; onShow: (on: boolean) => void }) {
  const { t } = useTranslation()
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({ id: props.id })
  return (
    <div
      ref={setNodeRef}
      className="row"
      style={{
        transform: transform ? `translate(0, ${transform.y}px)` : undefined,
        transition,
        padding: '3px 0',
        flexWrap: 'nowrap',
      }}
    >
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the sortable attributes make it a button */}
      <span
        className="drag"
        {...attributes}
        {...listeners}
        aria-label={t('customer.list.moveColumn', { name: props.title })}
      >
        <HolderOutlined />
      </span>
      <Checkbox checked={props.isShown} disabled={props.id === ALWAYS} onChange={(e) => props.onShow(e.target.checked)}>
        {props.title}
      </Checkbox>
    </div>
  )
}

/** Which columns, in what order; kept with the person. */
export function ColumnsButton({ value, onChange }: { value: Arrangement; onChange: (next: Arrangement) => void }) {
  const { t } = useTranslation()
  const isViewing = useIsViewing()
  const all = ordered(useAllColumns(), value.order)
  const sensors = useSensors(
    useSensor(PointerSensor),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return
    const keys = all.map((c) => c.key)
    onChange({ ...value, order: arrayMove(keys, keys.indexOf(String(active.id)), keys.indexOf(String(over.id))) })
  }
  const show = (key: string, on: boolean) =>
    onChange({ ...value, hidden: on ? value.hidden.filter((k) => k !== key) : [...value.hidden, key] })
  const content = (
    <div style={{ width: 220 }}>
      {isViewing && <small className="muted">{t('common.notKept')}</small>}
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
        <SortableContext items={all.map((c) => c.key)} strategy={verticalListSortingStrategy}>
          {all.map((c) => (
            <Item
              key={c.key}
              id={c.key}
              title={c.title}
              isShown={c.key === ALWAYS || !value.hidden.includes(c.key)}
              onShow={(on) => show(c.key, on)}
            />
          ))}
        </SortableContext>
      </DndContext>
      <Button size="small" type="link" style={{ padding: 0, marginTop: 6 }} onClick={() => onChange(DEFAULT)}>
        {t('customer.list.resetColumns')}
      </Button>
    </div>
  )
  return (
    <KeyPopover trigger="click" placement="bottomRight" title={t('customer.list.columns')} content={content}>
      <Button icon={<SettingOutlined />}>{t('customer.list.columns')}</Button>
    </KeyPopover>
  )
}

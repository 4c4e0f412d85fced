import { MoreOutlined, PlusOutlined, TeamOutlined } from '@ant-design/icons'
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
  horizontalListSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
} from '@dnd-kit/sortable'
import { App, Button, Tooltip } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsViewing } from '@/api/me'
import { usePreference } from '@/api/preference'
import { useFail } from '@/ui/Feedback'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import { lazy } from '@/ui/page/lazy'
import { type Filters, useLink } from '@/ui/url'
import { isFiltered, viewFrom, viewText } from './filters'
import { type SavedView, useViewChange, useViews } from './queries'

const ViewDialog = lazy(() => import('./ViewDialog').then((m) => ({ default: m.ViewDialog })))

const NO_ORDER: string[] = []

function Tab(props: {
  view: SavedView
  isOn: boolean
  isFixed: boolean
  href: string
  onPick: () => void
  menu: { key: string; label: string; danger?: boolean }[]
  onMenu: (key: string) => void
}) {
  const { t } = useTranslation()
  const { view } = props
  const link = useLink()
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({
    id: view.id,
    disabled: props.isFixed,
  })
  // A link that can also be dragged: not the button it would be made.
  const { role: _, 'aria-pressed': __, ...sorted } = attributes
  return (
    <span
      ref={setNodeRef}
      className={`view-tab ${props.isOn ? 'on' : ''}`}
      style={{ transform: transform ? `translate(${transform.x}px, 0)` : undefined, transition }}
    >
      <a
        {...(props.isFixed ? {} : { ...sorted, ...listeners })}
        aria-current={props.isOn ? 'page' : undefined}
        className="view-name"
        draggable={false}
        {...link(props.href, props.onPick)}
      >
        {view.name}
        {view.is_shared && (
          <Tooltip
            title={
              view.is_mine
                ? t('customer.list.sharedByMe')
                : t('customer.list.sharedBy', { name: view.owner_name ?? '' })
            }
          >
            <TeamOutlined aria-label={t('customer.list.shared')} style={{ marginLeft: 4 }} />
          </Tooltip>
        )}
      </a>
      {props.isOn && props.menu.length > 0 && (
        <KeyDropdown menu={{ items: props.menu, onClick: ({ key }) => props.onMenu(key) }}>
          <Button
            size="small"
            type="text"
            icon={<MoreOutlined />}
            aria-label={t('customer.list.viewActions', { name: view.name })}
          />
        </KeyDropdown>
      )}
    </span>
  )
}

/** Saved views of the list: mine and those shared with me, in the order I dragged them to. */
export function ViewTabs(props: { filters: Filters; go: (view: Filters) => void }) {
  const { t } = useTranslation()
  const fail = useFail()
  const isViewing = useIsViewing()
  const link = useLink()
  const { modal, message } = App.useApp()
  const views = useViews()
  const { save, remove } = useViewChange()
  const [order, setOrder] = usePreference<string[]>('customers.views', NO_ORDER)
  const [dialog, setDialog] = useState<SavedView | 'new' | null>(null)
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space'] },
    }),
  )
  const at = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  const list = (views.data?.items ?? []).toSorted((a, b) => at(a.id) - at(b.id))
  const now = viewText(props.filters)
  const exact = list.find((v) => viewText(viewFrom(v.query)) === now)
  // The view one came from stays marked while its filters are changed, so that they can be saved to it.
  const current = exact ?? list.find((v) => v.id === props.filters.view)
  const isChanged = current !== undefined && exact === undefined
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return
    const ids = list.map((v) => v.id)
    setOrder(arrayMove(ids, ids.indexOf(String(active.id)), ids.indexOf(String(over.id))))
  }
  const act = (view: SavedView, key: string) => {
    if (key === 'edit') setDialog(view)
    if (key === 'save')
      save.mutate(
        { view, query: now },
        { onSuccess: () => void message.success(t('customer.list.viewSaved')), onError: fail },
      )
    if (key === 'delete')
      modal.confirm({
        title: t('customer.list.deleteView', { name: view.name }),
        content: view.is_shared ? t('customer.list.deleteSharedText') : t('customer.list.deleteViewText'),
        okText: t('common.delete'),
        okButtonProps: { danger: true },
        onOk: () => remove.mutateAsync(view.id).then(() => props.go({}), fail),
      })
  }
  const menuOf = (view: SavedView) =>
    view.is_mine && !isViewing
      ? [
          ...(isChanged ? [{ key: 'save', label: t('customer.list.saveToView') }] : []),
          { key: 'edit', label: t('customer.list.renameView') },
          { key: 'delete', label: t('common.delete'), danger: true },
        ]
      : []
  const canSave = !isViewing && exact === undefined && (isFiltered(props.filters) || props.filters.sort !== undefined)
  return (
    <div className="view-tabs" role="group" aria-label={t('customer.list.views')}>
      <span className={`view-tab ${now === '' && !current ? 'on' : ''}`}>
        <a
          className="view-name"
          aria-current={now === '' && !current ? 'page' : undefined}
          {...link('/customers', () => props.go({}))}
        >
          {t('customer.list.everyone')}
        </a>
      </span>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
        <SortableContext items={list.map((v) => v.id)} strategy={horizontalListSortingStrategy}>
          {list.map((v) => (
            <Tab
              key={v.id}
              view={v}
              isOn={v.id === current?.id}
              isFixed={isViewing}
              href={`/customers?${viewText(viewFrom(v.query))}&view=${v.id}`}
              onPick={() => props.go({ ...viewFrom(v.query), view: v.id })}
              menu={menuOf(v)}
              onMenu={(key) => act(v, key)}
            />
          ))}
        </SortableContext>
      </DndContext>
      {isChanged && <small className="muted">{t('customer.list.viewChanged')}</small>}
      {canSave && (
        <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => setDialog('new')}>
          {t('customer.list.saveView')}
        </Button>
      )}
      <Suspense>
        {dialog && (
          <ViewDialog
            view={dialog === 'new' ? undefined : dialog}
            query={now}
            onClose={() => setDialog(null)}
            onSaved={(v) => dialog === 'new' && props.go({ ...viewFrom(v.query), view: v.id })}
          />
        )}
      </Suspense>
    </div>
  )
}

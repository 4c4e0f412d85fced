import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons'
import { memo, type PointerEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column, GridSort, Picking } from './VirtualGrid'

export const COLUMN_MIN = 64
export const COLUMN_MAX = 640
const STEP = 16

/** The edge of a column head; dragged, or moved with the arrows, it sets the width. */
function Edge(props: { name: string; width: number; onWidth: (width: number, done: boolean) => void }) {
  const { t } = useTranslation()
  const start = useRef<{ x: number; width: number } | null>(null)
  const at = (e: PointerEvent) => {
    const from = start.current
    return from ? Math.max(COLUMN_MIN, Math.min(COLUMN_MAX, from.width + e.clientX - from.x)) : props.width
  }
  return (
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('common.columnWidth', { name: props.name })}
      aria-valuenow={props.width}
      aria-valuemin={COLUMN_MIN}
      aria-valuemax={COLUMN_MAX}
      className="grid-edge"
      onClick={(e) => e.stopPropagation()}
      onPointerDown={(e) => {
        e.preventDefault()
        e.currentTarget.setPointerCapture(e.pointerId)
        start.current = { x: e.clientX, width: props.width }
      }}
      onPointerMove={(e) => start.current && props.onWidth(at(e), false)}
      onPointerUp={(e) => {
        if (start.current) props.onWidth(at(e), true)
        start.current = null
      }}
      onKeyDown={(e) => {
        const step = e.key === 'ArrowRight' ? STEP : e.key === 'ArrowLeft' ? -STEP : 0
        if (!step) return
        e.preventDefault()
        e.stopPropagation()
        props.onWidth(Math.max(COLUMN_MIN, Math.min(COLUMN_MAX, props.width + step)), true)
      }}
    />
  )
}

function PickAll({ picking }: { picking: Picking }) {
  const { t } = useTranslation()
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = picking.head === 'some'
  }, [picking.head])
  return (
    <div role="columnheader" className="grid-pick">
      <input
        ref={box}
        type="checkbox"
        tabIndex={-1}
        checked={picking.head === 'all'}
        aria-label={t('common.pickAll')}
        title={t('common.pickAllHint')}
        onChange={() => picking.onAll(picking.head !== 'all')}
      />
    </div>
  )
}

function Head<T>(props: {
  columns: Column<T>[]
  template: string
  width: number
  picking?: Picking
  sort?: GridSort
  onSort?: (key: string) => void
  onWidth?: (key: string, width: number, done: boolean) => void
}) {
  const { columns, sort, picking } = props
  return (
    <div role="rowgroup" className="grid-top" style={{ width: props.width }}>
      <div className="grid-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: props.template }}>
        {picking && <PickAll picking={picking} />}
        {columns.map((c) => {
          const isSorted = sort?.key === c.key
          const arrow = isSorted && (sort.desc ? <CaretDownOutlined /> : <CaretUpOutlined />)
          return (
            <div
              key={c.key}
              role="columnheader"
              className={c.align}
              aria-sort={isSorted ? (sort.desc ? 'descending' : 'ascending') : undefined}
            >
              {c.sortable && props.onSort ? (
                <button type="button" className="grid-sort" tabIndex={-1} onClick={() => props.onSort?.(c.key)}>
                  {c.title} {arrow}
                </button>
              ) : (
                c.title
              )}
              {props.onWidth && (
                <Edge name={c.title} width={c.width} onWidth={(w, done) => props.onWidth?.(c.key, w, done)} />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
export const GridHead = memo(Head) as typeof Head

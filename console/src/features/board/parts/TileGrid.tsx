import { DeleteOutlined, HolderOutlined } from '@ant-design/icons'
import { DndContext, type DragEndEvent, PointerSensor, useDraggable, useSensor, useSensors } from '@dnd-kit/core'
import { Button, Input } from 'antd'
import { type CSSProperties, type KeyboardEvent, Suspense, useRef } from 'react'
import { bounded, COLUMNS, laidOut } from '@/answers/tile/layout'
import type { BoardFilter, Tile } from '@/answers/tile/queries'
import { lazy } from '@/ui/page/lazy'
import { useBoardTexts } from '../texts'
import { TileView } from './TileView'

const TileSettings = lazy(() => import('./TileSettings'))

const ROW = 60
const GAP = 12

type Change = (tiles: Tile[]) => void
const place = (t: Tile): CSSProperties => ({
  gridColumn: `${t.x + 1} / span ${t.w}`,
  gridRow: `${t.y + 1} / span ${t.h}`,
})

function OneTile(props: { tile: Tile; filter: BoardFilter; onChange?: (next: Tile) => void; onDrop?: () => void }) {
  const w = useBoardTexts()
  const { tile, onChange } = props
  const { attributes, listeners, setNodeRef, transform, isDragging } = useDraggable({
    id: tile.id,
    disabled: !onChange,
  })
  const onKey = (e: KeyboardEvent) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key]
    if (!step || !onChange) return
    e.preventDefault()
    const [dx = 0, dy = 0] = step
    onChange(
      bounded(e.shiftKey ? { ...tile, w: tile.w + dx, h: tile.h + dy } : { ...tile, x: tile.x + dx, y: tile.y + dy }),
    )
  }
  return (
    <section
      ref={setNodeRef}
      className={`tile ${isDragging ? 'moving' : ''}`}
      aria-label={tile.title}
      style={{ ...place(tile), transform: transform ? `translate(${transform.x}px, ${transform.y}px)` : undefined }}
    >
      <TileView
        tile={tile}
        filter={props.filter}
        head={
          onChange && (
            <>
              <Input
                size="small"
                aria-label={w.tileTitle}
                value={tile.title}
                maxLength={60}
                style={{ width: 120 }}
                onChange={(e) => onChange({ ...tile, title: e.target.value })}
              />
              <button
                type="button"
                {...attributes}
                {...listeners}
                className="tile-handle"
                aria-label={`${w.move} ${tile.title}`}
                title={w.move}
                onKeyDown={onKey}
              >
                <HolderOutlined />
              </button>
              <Suspense>
                <TileSettings tile={tile} onChange={onChange} />
              </Suspense>
              <Button
                size="small"
                type="text"
                danger
                icon={<DeleteOutlined />}
                aria-label={`${w.removeTile} ${tile.title}`}
                onClick={props.onDrop}
              />
            </>
          )
        }
      />
    </section>
  )
}

/** The tiles where they were put; with `onChange` they are moved by hand or by the arrow keys. */
export function TileGrid(props: { tiles: Tile[]; filter: BoardFilter; onChange?: Change }) {
  const { tiles, onChange } = props
  const box = useRef<HTMLDivElement>(null)
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }))
  const changed = (next: Tile) =>
    onChange?.(
      laidOut(
        tiles.map((t) => (t.id === next.id ? next : t)),
        next.id,
      ),
    )
  const onDragEnd = ({ active, delta }: DragEndEvent) => {
    const tile = tiles.find((t) => t.id === active.id)
    if (!tile || !box.current) return
    const column = (box.current.clientWidth + GAP) / COLUMNS
    changed(
      bounded({ ...tile, x: tile.x + Math.round(delta.x / column), y: tile.y + Math.round(delta.y / (ROW + GAP)) }),
    )
  }
  // In the order they are read: one below the other on a phone.
  const read = [...tiles].sort((a, b) => a.y - b.y || a.x - b.x)
  return (
    <DndContext sensors={sensors} onDragEnd={onDragEnd}>
      <div className="tiles" ref={box}>
        {read.map((tile) => (
          <OneTile
            key={tile.id}
            tile={tile}
            filter={props.filter}
            onChange={onChange ? changed : undefined}
            onDrop={() => onChange?.(laidOut(tiles.filter((t) => t.id !== tile.id)))}
          />
        ))}
      </div>
    </DndContext>
  )
}

import { useCallback, useEffect, useRef, useState } from 'react'

const AROUND = 12
const FIRST = 40
const STEP = 6

/** Which rows of a long table are in sight, and some around them. */
export function useWindow(count: number, rowHeight: number) {
  const ref = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [seen, setSeen] = useState(FIRST)
  useEffect(() => {
    if (!ref.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSeen(Math.ceil(entry.contentRect.height / rowHeight) + 1)
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [rowHeight])
  // Steps of some rows: between them nothing is drawn anew.
  const onScroll = useCallback(
    (e: React.UIEvent<HTMLElement>) => setTop(Math.floor(e.currentTarget.scrollTop / (rowHeight * STEP)) * STEP),
    [rowHeight],
  )
  /** Brings a cell into sight, beside the names and below the heads, which stand still. */
  const show = (row: number, namesWidth: number, left: number, width: number) => {
    const box = ref.current
    if (!box) return
    const head = box.querySelector('thead')?.offsetHeight ?? 0
    const from = row * rowHeight
    if (from < box.scrollTop) box.scrollTop = from
    if (from + rowHeight > box.scrollTop + box.clientHeight - head)
      box.scrollTop = from + rowHeight + head - box.clientHeight
    if (left < box.scrollLeft) box.scrollLeft = left
    if (left + width > box.scrollLeft + box.clientWidth - namesWidth)
      box.scrollLeft = left + width + namesWidth - box.clientWidth
  }
  const first = Math.max(0, Math.min(top, count - seen) - AROUND)
  return { ref, onScroll, show, page: Math.max(1, seen - 3), first, last: Math.min(count, first + seen + 2 * AROUND) }
}

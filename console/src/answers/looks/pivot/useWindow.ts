import { useCallback, useEffect, useRef, useState } from 'react'

const AROUND = 12
const FIRST = 40

/** Which rows of a long table are in sight, and some around them. */
export function useWindow(count: number, rowHeight: number) {
  const ref = useRef<HTMLElement>(null)
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
    (e: React.UIEvent<HTMLElement>) => setTop(Math.floor(e.currentTarget.scrollTop / (rowHeight * 4)) * 4),
    [rowHeight],
  )
  const first = Math.max(0, Math.min(top, count - seen) - AROUND)
  return { ref, onScroll, first, last: Math.min(count, first + seen + 2 * AROUND) }
}

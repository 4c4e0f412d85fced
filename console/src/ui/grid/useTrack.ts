import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { clampTop, isScaled, rowsAt, scrollOf, topOf, topToShow, trackOf } from './track'

const AROUND = 5
const REST_MS = 150
/** Rows lie on a sheet that is moved as a whole: while they stay where they are on it, what was
 * painted is kept. Now and then they move on to the next sheet. */
const SHEET_ROWS = 1000

/** Follows the scroll bar of `box` over so many rows: which are drawn, and where. */
export function useTrack(box: RefObject<HTMLElement | null>, rows: number, rowHeight: number, headHeight: number) {
  const [view, setView] = useState(600)
  const [at, setAt] = useState({ top: 0, scroll: 0 })
  const [isMoving, setMoving] = useState(false)
  const track = useMemo(() => trackOf(rows, rowHeight, view), [rows, rowHeight, view])
  // The exact place; the scroll bar alone cannot tell it where a pixel stands for several rows.
  const exact = useRef({ top: 0, scroll: 0 })
  const live = useRef(track)
  live.current = track

  const put = useCallback(
    (top: number) => {
      const element = box.current
      if (!element) return
      const next = clampTop(live.current, top)
      element.scrollTop = scrollOf(live.current, next)
      exact.current = { top: next, scroll: element.scrollTop }
      setAt(exact.current)
    },
    [box],
  )
  useEffect(() => {
    const element = box.current
    if (!element) return
    let rest: ReturnType<typeof setTimeout>
    const onScroll = () => {
      clearTimeout(rest)
      rest = setTimeout(() => setMoving(false), REST_MS)
      const scroll = element.scrollTop
      if (Math.abs(scroll - exact.current.scroll) >= 1 || !isScaled(live.current))
        exact.current = { top: topOf(live.current, scroll), scroll }
      flushSync(() => {
        setMoving(true)
        setAt((was) => (was.scroll === scroll && was.top === exact.current.top ? was : exact.current))
      })
    }
    const onWheel = (e: WheelEvent) => {
      if (!isScaled(live.current) || e.ctrlKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) return
      e.preventDefault()
      const unit = e.deltaMode === 1 ? live.current.rowHeight : e.deltaMode === 2 ? live.current.view : 1
      put(exact.current.top + e.deltaY * unit)
    }
    const measure = () => setView(Math.max(rowHeight, element.clientHeight - headHeight))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      clearTimeout(rest)
      observer.disconnect()
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('wheel', onWheel)
    }
  }, [box, put, rowHeight, headHeight])
  // The row at the top stays there when the rows get another height.
  const lastHeight = useRef(rowHeight)
  useLayoutEffect(() => {
    if (lastHeight.current === rowHeight) return
    put((exact.current.top / lastHeight.current) * rowHeight)
    lastHeight.current = rowHeight
  }, [rowHeight, put])

  const [first, last] = rowsAt(track, at.top, AROUND)
  const base = Math.floor(first / SHEET_ROWS) * SHEET_ROWS
  return {
    height: track.height,
    first,
    last,
    isMoving,
    /** The row at the top of the sheet, the height of the sheet, and where it stands. */
    base,
    sheet: Math.min(2 * SHEET_ROWS, Math.max(0, rows - base)) * rowHeight,
    // Whole pixels: what stands between two is blurred, and costs thrice as much to put on the screen.
    offset: isScaled(track) ? Math.round(at.scroll - at.top) + base * rowHeight : base * rowHeight,
    page: Math.max(1, Math.floor(view / rowHeight) - 1),
    show: useCallback((row: number) => put(topToShow(live.current, exact.current.top, row)), [put]),
  }
}

import { type RefObject, useEffect, useRef } from 'react'

/** Where a row stands: which row of the outermost list, which of that one's, and so on. */
export type RowPath = number[]
/** What is told with a change: the row that came or went. */
export type RowChange = { added?: RowPath; removed?: RowPath }

/** The rows of a list, not those of lists within it. */
const rowsOf = (box: Element) =>
  [...box.querySelectorAll<HTMLElement>('[data-row]')].filter(
    (row) => row.parentElement?.closest('[data-rows]') === box,
  )

/** Puts the focus on the row, or on the one now nearest to where it was; in a list without rows on what adds one. */
function focusRow(box: HTMLElement, path: RowPath) {
  let at = box
  for (const step of path) {
    const list = at.matches('[data-rows]') ? at : (at.querySelector<HTMLElement>('[data-rows]') ?? at)
    const rows = rowsOf(list)
    const row = rows[Math.min(step, rows.length - 1)]
    if (!row) return list.querySelector<HTMLElement>('[data-add]')?.focus()
    at = row
  }
  at.querySelector<HTMLElement>('input:not([type=radio]), input:checked, button')?.focus()
}

/** The list of rows, and a wish: the focus goes to that row once it is drawn. */
export function useRowFocus<E extends HTMLElement>(): [RefObject<E | null>, (path: RowPath) => void] {
  const box = useRef<E>(null)
  const wanted = useRef<RowPath | null>(null)
  useEffect(() => {
    if (!wanted.current || !box.current) return
    focusRow(box.current, wanted.current)
    wanted.current = null
  })
  const wish = (path: RowPath) => {
    wanted.current = path
  }
  return [box, wish]
}

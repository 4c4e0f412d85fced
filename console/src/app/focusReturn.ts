import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { isByKeys } from '@/ui/page/lastInput'

const KEPT = 12
const LOOK_MS = 150
const HEADING_WAIT_MS = 15_000
const dialogOf = (e: Element | undefined) => e?.closest('[role=dialog]')
const isThere = (e: HTMLElement) => e.isConnected && e.getClientRects().length > 0
const isNowhere = () => document.activeElement === null || document.activeElement === document.body

/** A heading takes the focus but no Tab leads to it: from there Tab goes on into the page. */
function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>('main h1')
  if (!heading || !isThere(heading)) return false
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  return true
}

/** What had the focus and is gone (a dialog, a menu, a row that was deleted) leaves it nowhere: it goes back to where one
 * was before, if that is still there, else to the heading of the page. */
function useReturn() {
  const seen = useRef<HTMLElement[]>([])
  useEffect(() => {
    const onFocus = (e: FocusEvent) => {
      if (!(e.target instanceof HTMLElement) || e.target === document.body) return
      const last = seen.current.at(-1)
      // Of a dialog one place is enough: however long one was in it, what was before it is not forgotten.
      if (dialogOf(last) && dialogOf(last) === dialogOf(e.target)) seen.current.pop()
      seen.current.push(e.target)
      if (seen.current.length > KEPT) seen.current.shift()
    }
    const restore = () => {
      const last = seen.current.at(-1)
      if (!isNowhere() || !last || isThere(last)) return
      const back = seen.current.findLast(isThere)
      if (back) back.focus({ preventScroll: true })
      else focusHeading()
    }
    // Dialogs and drawers stand at the end of the body, each in an element of its own.
    const observer = new MutationObserver(restore)
    // Menus are hidden and rows go without a word; only who works by keys misses the focus then.
    const timer = setInterval(() => isByKeys() && restore(), LOOK_MS)
    document.addEventListener('focusin', onFocus)
    observer.observe(document.body, { childList: true })
    return () => {
      document.removeEventListener('focusin', onFocus)
      observer.disconnect()
      clearInterval(timer)
    }
  }, [])
  return seen
}

/** Keeps the focus somewhere: with another page on its heading, unless the page or one's hand put it elsewhere. */
export function useFocusReturn() {
  const seen = useReturn()
  const path = useRouterState({ select: (s) => s.resolvedLocation?.pathname })
  const before = useRef<string | undefined>(undefined)
  useEffect(() => {
    const isFirst = before.current === undefined
    before.current = path
    if (isFirst || path === undefined) return // a document that was loaded begins at its top
    seen.current = seen.current.filter(isThere)
    const until = Date.now() + HEADING_WAIT_MS
    const timer = setInterval(() => {
      if (!isNowhere() || focusHeading() || Date.now() > until) clearInterval(timer)
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [path, seen])
}

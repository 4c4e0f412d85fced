import { useEffect } from 'react'

const KEPT = 12
const dialogOf = (e: Element | undefined) => e?.closest('[role=dialog]')

/** A dialog that is gone leaves the focus nowhere: it goes back to where one was before, if that is still there. */
export function useFocusReturn() {
  useEffect(() => {
    const seen: HTMLElement[] = []
    const onFocus = (e: FocusEvent) => {
      if (!(e.target instanceof HTMLElement) || e.target === document.body) return
      // Of a dialog one place is enough: however long one was in it, what was before it is not forgotten.
      if (dialogOf(seen.at(-1)) && dialogOf(seen.at(-1)) === dialogOf(e.target)) seen.pop()
      seen.push(e.target)
      if (seen.length > KEPT) seen.shift()
    }
    const isThere = (e: HTMLElement) => e.isConnected && e.getClientRects().length > 0
    // Dialogs and drawers stand at the end of the body, each in an element of its own.
    const observer = new MutationObserver(() => {
      const last = seen.at(-1)
      if (document.activeElement !== document.body || !last || isThere(last)) return
      seen.findLast(isThere)?.focus({ preventScroll: true })
    })
    document.addEventListener('focusin', onFocus)
    observer.observe(document.body, { childList: true })
    return () => {
      document.removeEventListener('focusin', onFocus)
      observer.disconnect()
    }
  }, [])
}

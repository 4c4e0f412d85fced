import { useEffect, useRef } from 'react'
import { isBefore, topLayer } from '@/ui/page/layers'
import { usePrefs } from '@/ui/prefs'

export const GO_KEYS: Record<string, string> = {
  h: '/',
  a: '/channel-codes',
  c: '/customers',
  l: '/losses',
  t: '/tags',
  w: '/welcome-policies',
  i: '/settings/connections',
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.role === 'combobox')

const NO_TEXT = ['checkbox', 'radio', 'button', 'submit', 'file', 'range']
/** Whether Ctrl+Z is for the text that is typed here, not for the page: a box to tick or a select nobody searches has none. */
const hasText = (target: EventTarget | null) =>
  typing(target) &&
  !(target instanceof HTMLSelectElement) &&
  !(
    target instanceof HTMLInputElement &&
    (NO_TEXT.includes(target.type) || target.readOnly || (target.role === 'combobox' && target.value === ''))
  )

type Actions = { go: (href: string) => void; openPalette: () => void; openSheet: () => void }

/** Shortcuts of every page. Single letters are off in inputs, during IME composition, under an
 * open dialog, and when the user switched them off. Ctrl+Z takes nothing back that lies behind a dialog or drawer. */
export function useKeys(actions: Actions): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    let pendingGo = 0
    const onKey = (e: KeyboardEvent) => {
      if (e.isComposing) return
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') {
        e.preventDefault()
        return latest.current.openPalette()
      }
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'z' && !e.defaultPrevented) {
        const offered = e.shiftKey ? '[data-redo]:not(:disabled)' : '[data-undo]:not(:disabled)'
        if (hasText(e.target)) return
        const top = topLayer()
        const last = [...document.querySelectorAll<HTMLElement>(offered)].filter((way) => isBefore(way, top)).at(-1)
        if (!last) return
        e.preventDefault()
        return last.click()
      }
      if (e.ctrlKey || e.metaKey || e.altKey || !usePrefs.getState().singleKeys || typing(e.target)) return
      if (topLayer()) return
      const key = e.key.toLowerCase()
      if (Date.now() - pendingGo < 1200) {
        pendingGo = 0
        const path = GO_KEYS[key]
        if (path) {
          e.preventDefault()
          latest.current.go(path)
        }
        return
      }
      if (key === 'g') pendingGo = Date.now()
      else if (e.key === '?') latest.current.openSheet()
      else if (key === 'c') document.querySelector<HTMLElement>('[data-create]')?.click()
      else if (key === '/') {
        e.preventDefault()
        const search = document.querySelector<HTMLElement>('[data-search] input, input[data-search]')
        if (search) search.focus()
        else latest.current.openPalette()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

import { useEffect } from 'react'

const STOPS = 'a[href], button, input, select, textarea, [tabindex]'

/** What Tab comes to in a dialog, in order; of a group of radios only the chosen one, as browsers have it. */
const stopsOf = (dialog: Element): HTMLElement[] =>
  [...dialog.querySelectorAll<HTMLElement>(STOPS)].filter(
    (e) =>
      e.tabIndex >= 0 &&
      !e.matches(':disabled, [aria-hidden=true]') &&
      e.getClientRects().length > 0 &&
      !(e instanceof HTMLInputElement && e.type === 'radio' && !e.checked && hasChosen(dialog, e.name)),
  )
const hasChosen = (dialog: Element, name: string) =>
  name !== '' && [...dialog.querySelectorAll<HTMLInputElement>('input:checked')].some((e) => e.name === name)

const isShown = (e: Element) => e.getClientRects().length > 0

/** Tab goes round in a dialog: behind its last stop comes its first. Without this it leads out of the page into the
 * browser's own bars, where Esc no longer reaches the dialog. */
export function useFocusHold() {
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.key !== 'Tab' || e.altKey || e.ctrlKey || e.metaKey || e.defaultPrevented) return
      const dialog = [...document.querySelectorAll('[role=dialog][aria-modal=true]')].filter(isShown).at(-1)
      const at = document.activeElement
      if (!dialog || (at && at !== document.body && !dialog.contains(at))) return
      const stops = stopsOf(dialog)
      const [end, next] = e.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
      if (!next || (at !== end && stops.includes(at as HTMLElement))) return
      e.preventDefault()
      next.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

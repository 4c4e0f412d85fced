import { useEffect, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KeySettle } from './KeySettle'

const failed = vi.fn((e: ErrorEvent) => e.preventDefault())
beforeEach(() => window.addEventListener('error', failed))
afterEach(() => window.removeEventListener('error', failed))

/** As the list of a select: the active row, the place it is scrolled to, and the scroll bar that shows for a moment. */
function List() {
  const [row, setRow] = useState(0)
  const [top, setTop] = useState(0)
  const [bar, setBar] = useState(0)
  useLayoutEffect(() => setTop(row), [row])
  useEffect(() => setBar(top), [top])
  return (
    <button type="button" onKeyDown={() => setRow((n) => n + 1)}>
      {row} {bar}
    </button>
  )
}

test('a key held down on a machine too busy to draw between does not take the page away', async () => {
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place, { onUncaughtError: () => {} })
  flushSync(() =>
    root.render(
      <>
        <KeySettle />
        <List />
      </>,
    ),
  )
  await new Promise((free) => setTimeout(free))
  for (let n = 0; n < 200; n++) {
    place.querySelector('button')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
    await Promise.resolve() // the key is answered; nothing else has its turn before the next one
  }
  await vi.waitFor(() => expect(place.textContent).toBe('200 200'))
  expect(failed).not.toHaveBeenCalled()
  root.unmount()
})

import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Before a key is heard, what the keys before it left to be drawn is drawn.
 *
 * A key is answered at once, and what its effects ask for comes with the next free moment. On a busy machine a key held
 * down leaves no such moment: React takes the answers to many keys for one update that never ends, and after fifty it
 * gives up (error 185) and takes the page away. Drawing the rest first ends what belongs to the key before. */
export function KeySettle() {
  const [, draw] = useState(0)
  useEffect(() => {
    const settle = () => flushSync(() => draw((n) => n + 1))
    document.addEventListener('keydown', settle, true)
    return () => document.removeEventListener('keydown', settle, true)
  }, [])
  return null
}

/** Rows read at once: about as many as a screen shows, so that a far place is there soon. */
export const WINDOW = 50
const SETTLE_MS = 60

export type Windows = { from: number; to: number }

const windowsOf = (firstRow: number, lastRow: number, around: number): Windows => ({
  from: Math.max(0, Math.floor(firstRow / WINDOW) - around),
  to: Math.floor(lastRow / WINDOW) + around,
})

/** Tells which windows to hold while the rows in sight move. Going through the list asks for the next ones before they
 * are needed. A jump asks at once for what is in sight, and for what lies around it when it has come to rest; a bar
 * that is dragged asks now and then. */
export function rangeAsker(tell: (windows: Windows) => void) {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let seen: [number, number] = [0, 0]
  let held: Windows = { from: 0, to: 0 }
  const hold = (next: Windows) => {
    if (next.from === held.from && next.to === held.to) return
    held = next
    tell(next)
  }
  const settle = () => {
    waiting = undefined
    const sight = windowsOf(...seen, 0)
    if (sight.from >= held.from && sight.to <= held.to) return hold(windowsOf(...seen, 1))
    hold(sight)
    waiting = setTimeout(settle, SETTLE_MS)
  }
  return (firstRow: number, lastRow: number) => {
    seen = [firstRow, lastRow]
    if (waiting !== undefined) return
    const near = windowsOf(firstRow, lastRow, 1)
    if (near.from <= held.to && near.to >= held.from) hold(near)
    else settle()
  }
}

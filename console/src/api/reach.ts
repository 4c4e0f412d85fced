import { create } from 'zustand'

/** `offline`: this machine has no network; `lost`: it has one, and the server does not answer. */
export type Reach = 'reached' | 'offline' | 'lost'
const now = (): Reach => (navigator.onLine ? 'reached' : 'offline')
/** How far the server is to be reached, as every part of the console knows it. */
export const useReach = create<{ reach: Reach }>(() => ({ reach: now() }))

const AGAIN = 2000
const PATIENCE = 4000
const set = (reach: Reach) => {
  if (useReach.getState().reach !== reach) useReach.setState({ reach })
}

/** True when the server answers, be it a refusal; who waits longer than `PATIENCE` is not answered. */
export const isAnswering = () =>
  fetch('/', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) }).then(
    (answer) => answer.status < 500,
    () => false,
  )

let asking: Promise<boolean> | undefined
let again: ReturnType<typeof setTimeout> | undefined
/** Asks whether the server is there, after something that it did not answer; until it is, again and again while the tab
 * is seen. All that ask meanwhile are told together. */
export function findReach(): Promise<boolean> {
  if (!navigator.onLine) {
    set('offline')
    return Promise.resolve(false)
  }
  asking ??= isAnswering().then((answers) => {
    asking = undefined
    clearTimeout(again)
    again = answers || document.hidden ? undefined : setTimeout(() => void findReach(), AGAIN)
    set(answers ? now() : navigator.onLine ? 'lost' : 'offline')
    return answers
  })
  return asking
}

window.addEventListener('offline', () => set('offline'))
window.addEventListener('online', () => void findReach())
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && useReach.getState().reach !== 'reached') void findReach()
})

export const isReached = () => useReach.getState().reach === 'reached'
/** Calls whenever the server is there again, or no longer. */
export const onReach = (changed: (isThere: boolean) => void) =>
  useReach.subscribe(({ reach }, before) => {
    const isThere = reach === 'reached'
    if (isThere !== (before.reach === 'reached')) changed(isThere)
  })

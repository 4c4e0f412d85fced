import { lazy as lazyOfReact } from 'react'
import { findReach, onReach } from '@/api/reach'

const whenReached = () =>
  new Promise<void>((resolve) => {
    const stop = onReach((isThere) => {
      if (!isThere) return
      stop()
      resolve()
    })
  })

/** What `load` brings; without a network or a server as soon as there is one again. */
export async function patient<T>(load: () => Promise<T>): Promise<T> {
  for (let isAgain = false; ; )
    try {
      return await load()
    } catch (error) {
      const answers = await findReach()
      if (answers && isAgain) throw error
      isAgain = answers // one answer that was cut is no reason to lose the page
      if (!answers) await whenReached()
    }
}

/** A part that is loaded when it is first shown. A page that fails because a part of it could not be loaded would lose
 * what was typed: while the server is away the part comes later. */
export const lazy: typeof lazyOfReact = (load) => lazyOfReact(() => patient(load))

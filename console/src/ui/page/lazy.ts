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
  for (;;)
    try {
      return await load()
    } catch (error) {
      if (await findReach()) throw error
      await whenReached()
    }
}

/** A part that is loaded when it is first shown. A page that fails because a part of it could not be loaded would lose
 * what was typed: while the server is away the part comes later. */
export const lazy: typeof lazyOfReact = (load) => lazyOfReact(() => patient(load))

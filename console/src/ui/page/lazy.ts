import { lazy as lazyOfReact } from 'react'

export const onLine = (changed: () => void) => {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
export const isOnline = () => navigator.onLine

/** What `load` brings; without a network as soon as there is one again. */
export async function patient<T>(load: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await load()
    } catch (error) {
      if (isOnline()) throw error
      await new Promise((resolve) => window.addEventListener('online', resolve, { once: true }))
    }
}

/** A part that is loaded when it is first shown. A page that fails because a part of it could not be loaded would lose
 * what was typed: without a network the part comes later. */
export const lazy: typeof lazyOfReact = (load) => lazyOfReact(() => patient(load))

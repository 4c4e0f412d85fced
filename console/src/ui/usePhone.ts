import { useSyncExternalStore } from 'react'

const QUERY = '(max-width: 640px)'

const subscribe = (changed: () => void) => {
  if (typeof matchMedia !== 'function') return () => {}
  const media = matchMedia(QUERY)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

/** Whether the window is as narrow as a phone. */
export const usePhone = (): boolean =>
  useSyncExternalStore(subscribe, () => typeof matchMedia === 'function' && matchMedia(QUERY).matches)

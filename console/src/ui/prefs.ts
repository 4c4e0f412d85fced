import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type PrefValues = {
  dark: boolean
  colorBlind: boolean
  density: 'compact' | 'comfortable'
  collapsed: boolean
  singleKeys: boolean
}
export type Prefs = PrefValues & { set: (values: Partial<PrefValues>) => void }

const prefersDark = () => typeof matchMedia === 'function' && matchMedia('(prefers-color-scheme: dark)').matches

/** What a user likes; the server keeps it (app/keepPrefs.ts), the browser has a copy for the first paint. */
export const usePrefs = create<Prefs>()(
  persist(
    (set) => ({
      dark: prefersDark(),
      colorBlind: false,
      density: 'comfortable',
      collapsed: false,
      singleKeys: true,
      set: (values) => set(values),
    }),
    { name: 'weft.prefs' },
  ),
)

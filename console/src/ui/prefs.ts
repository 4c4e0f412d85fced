import { create } from 'zustand'
import { persist } from 'zustand/middleware'

type Values = {
  dark: boolean
  colorBlind: boolean
  density: 'compact' | 'comfortable'
  collapsed: boolean
  singleKeys: boolean
}
export type Prefs = Values & { set: (values: Partial<Values>) => void }

const prefersDark = () => typeof matchMedia === 'function' && matchMedia('(prefers-color-scheme: dark)').matches

/** What a user likes on this device. */
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

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

/** The values alone, of what may hold more. */
export const likedOf = ({ dark, colorBlind, density, collapsed, singleKeys }: PrefValues): PrefValues => ({
  dark,
  colorBlind,
  density,
  collapsed,
  singleKeys,
})

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

/** Good and bad for us, and what is neither, in charts. */
const TONES = {
  standard: { good: '#52a065', bad: '#d8635c', main: '#1668dc' },
  blind: { good: '#5e9bd1', bad: '#c77a33', main: '#525252' },
  dark: { good: '#6abe39', bad: '#e84749', main: '#3c89e8' },
  darkBlind: { good: '#7fb3e6', bad: '#f1a340', main: '#d0d0d0' },
}
export function useTones(): (typeof TONES)['standard'] {
  const { colorBlind, dark } = usePrefs()
  return TONES[colorBlind ? (dark ? 'darkBlind' : 'blind') : dark ? 'dark' : 'standard']
}

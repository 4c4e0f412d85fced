import { useEffect } from 'react'
import { useIsViewing, useMe } from '@/api/me'
import { langOf, setLang } from '@/i18n'
import { type PrefValues, usePrefs } from '@/ui/prefs'
import { useLook, useSaveLook } from './queries'

const WAIT_MS = 800
const valuesOf = ({ dark, colorBlind, density, collapsed, singleKeys }: PrefValues): PrefValues => ({
  dark,
  colorBlind,
  density,
  collapsed,
  singleKeys,
})

/** The look follows the user: what the server keeps is taken once, what he changes is sent there.
 * The browser's copy only spares the flash before the first answer. Who sees as another changes it for himself alone
 * and until he is himself again; the panel says so. */
export function useKeepPrefs(): void {
  const me = useMe()
  const stored = useLook()
  const isViewing = useIsViewing()
  const save = useSaveLook()
  const { mutate } = save
  useEffect(() => {
    if (stored.data?.value) usePrefs.getState().set(stored.data.value)
  }, [stored.data])
  useEffect(() => {
    if (isViewing) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = usePrefs.subscribe((now, before) => {
      if (JSON.stringify(valuesOf(now)) === JSON.stringify(valuesOf(before))) return
      clearTimeout(timer)
      timer = setTimeout(() => mutate(valuesOf(usePrefs.getState())), WAIT_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [mutate, isViewing])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the account's language counts once, on a new device
  useEffect(() => {
    if (localStorage.getItem('weft.lang') === null && me.user.locale) void setLang(langOf(me.user.locale))
  }, [])
}

import { useEffect } from 'react'
import { useIsViewing, useMe } from '@/api/me'
import { langOf, setLang, useLang } from '@/i18n'
import { likedOf, usePrefs } from '@/ui/prefs'
import { keepOwnLook, takeOwnLook } from './ownLook'
import { useLook, useSaveLook } from './queries'

const WAIT_MS = 800
/** The look follows the user: what the server keeps is taken once, what he changes is sent there.
 * The browser's copy only spares the flash before the first answer. Who sees as another changes it for himself alone
 * and until he is himself again; the panel says so. */
export function useKeepPrefs(): void {
  const me = useMe()
  const stored = useLook()
  const isViewing = useIsViewing()
  const save = useSaveLook()
  const { mutate } = save
  const lang = useLang()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language as it was when the seeing began
  useEffect(() => {
    if (isViewing) return keepOwnLook({ ...likedOf(usePrefs.getState()), lang })
    const own = takeOwnLook()
    if (!own) return
    usePrefs.getState().set(likedOf(own))
    void setLang(own.lang)
  }, [isViewing])
  useEffect(() => {
    if (stored.data?.value) usePrefs.getState().set(stored.data.value)
  }, [stored.data])
  useEffect(() => {
    if (isViewing) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = usePrefs.subscribe((now, before) => {
      if (JSON.stringify(likedOf(now)) === JSON.stringify(likedOf(before))) return
      clearTimeout(timer)
      timer = setTimeout(() => mutate(likedOf(usePrefs.getState())), WAIT_MS)
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

import type { Lang } from '@/i18n'
import type { PrefValues } from '@/ui/prefs'

type OwnLook = PrefValues & { lang: Lang }
const KEY = 'weft.own-look'

/** What one liked before one saw as another, which this browser keeps: the first call counts until it is taken. */
export function keepOwnLook(look: OwnLook): void {
  try {
    if (localStorage.getItem(KEY) === null) localStorage.setItem(KEY, JSON.stringify(look))
  } catch {
    // a browser without storage keeps no look at all
  }
}

/** What one liked, once one is oneself again; null when nothing was kept. */
export function takeOwnLook(): OwnLook | null {
  try {
    const kept = localStorage.getItem(KEY)
    localStorage.removeItem(KEY)
    return kept === null ? null : (JSON.parse(kept) as OwnLook)
  } catch {
    return null
  }
}

import { isAlike } from '@/ui/edit/isAlike'
import { useEdited } from '@/ui/edit/useEdited'
import type { Menu, MenuButton } from '../queries'

/** From the buttons of one menu to those of another, place by place. */
export type MenuDifference = { at: number; from?: MenuButton; to?: MenuButton }[]

const draftOf = (menu: Pick<Menu, 'buttons'>) => menu.buttons

/** How buttons differ from those of a menu; null when they do not. */
export function differenceOf(menu: Pick<Menu, 'buttons'>, buttons: MenuButton[]): MenuDifference | null {
  const places = Array.from({ length: Math.max(menu.buttons.length, buttons.length) }, (_, at) => ({
    at,
    from: menu.buttons[at],
    to: buttons[at],
  }))
  const found = places.filter(({ from, to }) => !isAlike(from, to))
  return found.length > 0 ? found : null
}

/** The menu being changed. */
export const useMenuDraft = (menu: Menu | undefined, isSaving: boolean) =>
  useEdited(menu, { draftOf, differenceOf, isSaving })

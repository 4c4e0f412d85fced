import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { Conflict } from '@/ui/edit/Conflict'
import { listed, named } from '@/ui/format'
import type { MenuButton } from '../queries'
import type { MenuDifference } from './menuDraft'

/** Where a button leads, as far as two of one name can be told apart. */
const targetOf = (b: MenuButton) => b.url || b.key || b.channel_code_id || [b.app_id, b.page].filter(Boolean).join(' ')

/** Somebody else saved this menu first: from theirs to what is here. */
export function MenuConflict(props: { theirs: MenuDifference; onTake: () => void; onKeep: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const said = (b: MenuButton): string =>
    b.buttons?.length
      ? named(b.name, listed(b.buttons.map(said), lang), lang)
      : [b.name, b.kind && t(`oa.button_${b.kind}`), targetOf(b)].filter(Boolean).join(' · ')
  return (
    <Conflict onTake={props.onTake} onKeep={props.onKeep}>
      <ul className="plain-list differences">
        {props.theirs.map(({ at, from, to }) => (
          <li key={at}>
            {from ? said(from) : '—'} → <b>{to ? said(to) : '—'}</b>
          </li>
        ))}
      </ul>
    </Conflict>
  )
}

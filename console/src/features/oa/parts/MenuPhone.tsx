import { useTranslation } from 'react-i18next'
import type { MenuButton } from '../queries'

type At = [number, number | null]

/** The menu as a phone shows it; the buttons are chosen here. */
export function MenuPhone(props: { buttons: MenuButton[]; at: At | null; onPick: (at: At) => void }) {
  const { t } = useTranslation()
  const open = props.at?.[0] ?? null
  const subs = open === null ? [] : (props.buttons[open]?.buttons ?? [])
  const is = (i: number, j: number | null) => props.at?.[0] === i && props.at[1] === j
  return (
    <figure className="phone" aria-label={t('oa.previewLabel')}>
      <div className="phone-bar">{t('oa.account')}</div>
      <div className="phone-body" style={{ display: 'flex', flexDirection: 'column', justifyContent: 'flex-end' }}>
        {subs.map((s, j) => (
          <button
            key={j}
            type="button"
            className="oa-button"
            aria-pressed={is(open!, j)}
            onClick={() => props.onPick([open!, j])}
          >
            {s.name || '—'}
          </button>
        ))}
      </div>
      <div className="oa-menu">
        {props.buttons.length === 0 && <span className="muted">{t('oa.noButtons')}</span>}
        {props.buttons.map((b, i) => (
          <button
            key={i}
            type="button"
            className="oa-button"
            aria-pressed={is(i, null)}
            onClick={() => props.onPick([i, null])}
          >
            {(b.buttons?.length ?? 0) > 0 ? '≡ ' : ''}
            {b.name || '—'}
          </button>
        ))}
      </div>
    </figure>
  )
}

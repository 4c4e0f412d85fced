import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { type Difference, isSame, type Permission } from '../matrix'

/** What this role has more (+), less (−) or otherwise than another. */
export function RoleDifference(props: { base: string; difference: Difference; all: Permission[] }) {
  const { t } = useTranslation()
  const word = useWord()
  const { difference: d } = props
  if (isSame(d)) return <p className="muted">{t('access.same', { name: props.base })}</p>
  return (
    <ul className="plain-list differences">
      {d.scope && (
        <li>
          {t('access.scope')}: {word('data_scope', d.scope.from)} → <b>{word('data_scope', d.scope.to)}</b>
        </li>
      )}
      {d.added.map((p) => (
        <li key={p}>
          <span className="mark good" aria-hidden>
            +
          </span>
          <span className="sr">{t('access.moreThan')}</span> {word('permission', p)}
        </li>
      ))}
      {d.removed.map((p) => (
        <li key={p}>
          <span className="mark bad" aria-hidden>
            −
          </span>
          <span className="sr">{t('access.lessThan')}</span> {word('permission', p)}
        </li>
      ))}
      {d.masks.map((m) => (
        <li key={m.field}>
          {word('mask_field', m.field)}: {word('mask_level', m.from)} → <b>{word('mask_level', m.to)}</b>
        </li>
      ))}
    </ul>
  )
}

import { Checkbox } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { matrixOf, type Permission, toggled } from '../matrix'

type Props = {
  all: Permission[]
  value: string[]
  /** Permissions of the role compared with: what differs is marked. */
  base?: string[]
  seesAll: boolean
  disabled: boolean
  onChange: (permissions: string[]) => void
}

/** Nouns by module, with what may be seen, changed, and done beside that. */
export function PermissionMatrix(props: Props) {
  const { t } = useTranslation()
  const word = useWord()
  const groups = useMemo(() => matrixOf(props.all), [props.all])
  const labelOf = (p: Permission) => {
    const label = word('permission', p.word)
    return label === p.word ? p.about : label
  }
  const box = (p: Permission | undefined, text?: string) => {
    if (!p) return <span className="muted">—</span>
    const on = props.value.includes(p.word)
    const differs = props.base !== undefined && props.base.includes(p.word) !== on
    const isShut = p.needs_all && !props.seesAll && !on
    const why = isShut ? t('access.needsAll') : p.is_given ? undefined : t('access.notYours')
    return (
      <span className="row nowrap" style={{ gap: 0, flexWrap: 'nowrap' }} title={why}>
        <Checkbox
          checked={on}
          disabled={props.disabled || isShut || (!p.is_given && !on)}
          onChange={(e) => props.onChange(toggled(props.value, p.word, e.target.checked, props.all))}
          aria-label={labelOf(p)}
        >
          {text}
        </Checkbox>
        {differs && (
          <span className={`mark ${on ? 'good' : 'bad'}`} title={on ? t('access.moreThan') : t('access.lessThan')}>
            {on ? '+' : '−'}
          </span>
        )}
      </span>
    )
  }
  return (
    <div className="matrix-box">
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{t('access.module')}</th>
            <th scope="col">{t('access.verbRead')}</th>
            <th scope="col">{t('access.verbWrite')}</th>
            <th scope="col">{t('access.verbOther')}</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.module}>
            <tr>
              <th scope="rowgroup" colSpan={4} className="matrix-group">
                {t(`access.modules.${group.module}`)}
              </th>
            </tr>
            {group.rows.map((row) => (
              <tr key={row.noun}>
                <th scope="row">{nounOf(word('permission_noun', row.noun), row.noun)}</th>
                <td>{box(row.read)}</td>
                <td>{box(row.write)}</td>
                <td>
                  <span className="row">
                    {row.others.map((p) => (
                      <span key={p.word}>{box(p, labelOf(p))}</span>
                    ))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

const nounOf = (label: string, noun: string) => (label === noun ? noun.replaceAll('_', ' ') : label)

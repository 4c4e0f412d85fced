import { Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { SCOPES, type Scope } from '../matrix'

/** Whom a role sees: each choice with a sentence. */
export function ScopeChoice(props: { value: Scope; disabled: boolean; onChange: (scope: Scope) => void }) {
  const { t } = useTranslation()
  const word = useWord()
  return (
    <Radio.Group
      aria-label={t('access.scope')}
      value={props.value}
      disabled={props.disabled}
      onChange={(e) => props.onChange(e.target.value)}
      className="stack tight"
    >
      {SCOPES.map((scope) => (
        <Radio key={scope} value={scope}>
          {word('data_scope', scope)}
          <br />
          <small className="muted">{t(`access.scopeHint.${scope}`)}</small>
        </Radio>
      ))}
    </Radio.Group>
  )
}

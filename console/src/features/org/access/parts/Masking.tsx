import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { MASK_FIELDS, MASK_LEVELS, type MaskLevel, type Masks } from '../matrix'

/** How a role sees each kind of personal data. */
export function Masking(props: { value: Masks; disabled: boolean; onChange: (masks: Masks) => void }) {
  const { t } = useTranslation()
  const word = useWord()
  return (
    <div className="stack tight">
      {MASK_FIELDS.map((field) => (
        <div key={field} className="row" style={{ flexWrap: 'nowrap' }}>
          <span className="grow">{word('mask_field', field)}</span>
          <Segmented<MaskLevel>
            size="small"
            aria-label={word('mask_field', field)}
            value={props.value[field]}
            disabled={props.disabled}
            onChange={(level) => props.onChange({ ...props.value, [field]: level })}
            options={MASK_LEVELS.map((level) => ({ value: level, label: word('mask_level', level) }))}
          />
        </div>
      ))}
      <small className="muted">{t('access.maskingHint')}</small>
    </div>
  )
}

import { CloseOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { constantsOf, type Field, type Mapping, withConstant } from '../mapping'
import { useFieldLabel } from './fieldLabel'

/** Values that are the same for all rows, because the file does not say them. */
export function Constants(props: { mapping: Mapping; fields: Field[]; onChange: (next: Mapping) => void }) {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const { mapping, fields, onChange } = props
  const open = fields.filter((f) => mapping.fields[f.name] === undefined && f.type !== 'time')
  return (
    <div className="row">
      {constantsOf(mapping).map(([name, value]) => {
        const words = fields.find((f) => f.name === name)?.words ?? []
        return (
          <span key={name} className="row">
            {label(name)} =
            {words.length > 0 ? (
              <Select
                size="small"
                aria-label={label(name)}
                style={{ width: 150 }}
                value={value || undefined}
                onChange={(v) => onChange(withConstant(mapping, name, v))}
                options={words.map((w) => ({ value: w, label: w }))}
              />
            ) : (
              <Input
                size="small"
                aria-label={label(name)}
                style={{ width: 150 }}
                value={value}
                onChange={(e) => onChange(withConstant(mapping, name, e.target.value))}
              />
            )}
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('intake.dropConstant', { name: label(name) })}
              onClick={() => onChange(withConstant(mapping, name, undefined))}
            />
          </span>
        )
      })}
      <Select
        size="small"
        style={{ width: 220 }}
        aria-label={t('intake.addConstant')}
        placeholder={t('intake.addConstant')}
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(name: string | null) => name && onChange(withConstant(mapping, name, ''))}
        options={open.map((f) => ({ value: f.name, label: label(f.name) }))}
      />
    </div>
  )
}

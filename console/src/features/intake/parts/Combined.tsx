import { CloseOutlined } from '@ant-design/icons'
import { Button, Input, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { combinedOf, type Field, type Mapping, withCombined } from '../mapping'
import { useFieldLabel } from './fieldLabel'

/** Values of several columns: the first that has something in it, or a text they are put into. */
export function Combined(props: {
  mapping: Mapping
  fields: Field[]
  columns: string[]
  onChange: (next: Mapping) => void
}) {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const { mapping, fields, columns, onChange } = props
  const open = fields.filter((f) => mapping.fields[f.name] === undefined)
  return (
    <div className="stack tight">
      {combinedOf(mapping).map(({ target, value }) => {
        const name = label(target.startsWith('fields.') ? target.slice(7) : target)
        const set = (next: string[] | string | undefined) => onChange(withCombined(mapping, target, next))
        const isText = typeof value === 'string'
        return (
          <span key={target} className="row">
            {name} =
            <Segmented
              size="small"
              aria-label={t('intake.combineHow', { name })}
              value={isText ? 'text' : 'first'}
              onChange={(how) =>
                set(
                  how === 'text'
                    ? columns
                        .slice(0, 2)
                        .map((c) => `{${c}}`)
                        .join(' ')
                    : [],
                )
              }
              options={(['first', 'text'] as const).map((how) => ({ value: how, label: t(`intake.combine_${how}`) }))}
            />
            {isText ? (
              <Input
                size="small"
                className="mono"
                style={{ width: 260 }}
                aria-label={t('intake.combineText', { name })}
                placeholder={t('intake.combineTextHint')}
                value={value}
                onChange={(e) => set(e.target.value)}
              />
            ) : (
              <Select
                size="small"
                mode="multiple"
                style={{ minWidth: 260 }}
                aria-label={t('intake.combineColumns', { name })}
                placeholder={t('intake.combineColumns', { name })}
                value={value}
                onChange={set}
                options={columns.map((c) => ({ value: c, label: c }))}
              />
            )}
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('intake.dropConstant', { name })}
              onClick={() => set(undefined)}
            />
          </span>
        )
      })}
      <Select
        size="small"
        style={{ width: 220 }}
        aria-label={t('intake.addCombined')}
        placeholder={t('intake.addCombined')}
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(name: string | null) => name && onChange(withCombined(mapping, `fields.${name}`, []))}
        options={open.map((f) => ({ value: f.name, label: label(f.name) }))}
      />
    </div>
  )
}

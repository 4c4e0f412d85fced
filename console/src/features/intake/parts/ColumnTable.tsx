import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { ColumnMap } from '@/ui/file/ColumnMap'
import { listed } from '@/ui/format'
import {
  type Field,
  type Mapping,
  optionsOf,
  PAYLOAD_TYPES,
  PEOPLE,
  TIME_FORMATS,
  targetsOf,
  withOptions,
  withTargets,
  wordsOf,
  wordsText,
} from '../mapping'
import type { Import } from '../queries'
import { useFieldLabel } from './fieldLabel'

/** Some types of events a platform's words may mean. */
const EVENT_TYPES = ['product.viewed', 'cart.item_added', 'product.bought', '…']

type Part = { mapping: Mapping; fields: Field[]; onChange: (next: Mapping) => void }

/** A line for each column of the file: what stands in it, and what it is used for. */
export function ColumnTable({ file, ...part }: Part & { file: Import }) {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const { mapping, fields, onChange } = part
  const targets = (column: string) => [
    {
      label: t(`intake.kind_${mapping.kind}`),
      options: fields.map((f) => ({ value: `fields.${f.name}`, label: label(f.name) + (f.is_needed ? ' *' : '') })),
    },
    ...(mapping.kind === 'event'
      ? [
          {
            label: t('intake.people'),
            options: PEOPLE.map((k) => ({ value: `people.${k}`, label: label(`people.${k}`) })),
          },
          {
            label: t('intake.payload'),
            options: [{ value: `payload.${column}`, label: label(`payload.${column}`) }],
          },
        ]
      : []),
  ]
  return (
    <ColumnMap
      columns={file.columns}
      words={{ column: t('intake.column'), sample: t('intake.sample'), target: t('intake.target') }}
      width={260}
      choose={(c) => (
        <Select
          mode="multiple"
          style={{ width: '100%' }}
          disabled={!c.name}
          aria-label={t('intake.targetOf', { name: c.name })}
          placeholder={t('intake.leftOut')}
          value={targetsOf(mapping, c.name)}
          onChange={(next) => onChange(withTargets(mapping, c.name, next))}
          options={targets(c.name)}
          showSearch={{ optionFilterProp: 'label' }}
        />
      )}
      more={[
        {
          title: t('intake.options'),
          width: 230,
          render: (_, c) => (
            <div className="stack tight">
              {targetsOf(mapping, c.name).map((target) => (
                <Options key={target} target={target} {...part} />
              ))}
            </div>
          ),
        },
      ]}
    />
  )
}

/** What more is to be said of a value, by its type. */
function Options({ target, mapping, fields, onChange }: Part & { target: string }) {
  const { t } = useTranslation()
  const lang = useLang()
  const label = useFieldLabel()
  const field = fields.find((f) => `fields.${f.name}` === target)
  const options = optionsOf(mapping, target)
  const set = (patch: typeof options) => onChange(withOptions(mapping, target, patch))
  const type = target.startsWith('payload.') ? 'payload' : field?.type
  if (type === 'payload')
    return (
      <Select
        size="small"
        aria-label={t('intake.typeOf', { name: label(target) })}
        value={options.as ?? 'text'}
        onChange={(as) => set({ as: as === 'text' ? undefined : as })}
        options={PAYLOAD_TYPES.map((p) => ({ value: p, label: t(`intake.type_${p}`) }))}
      />
    )
  if (type === 'time') return <TimeFormat name={label(target)} format={options.format} onChange={set} />
  if (type === 'money' || type === 'price')
    return (
      <Select
        size="small"
        aria-label={t('intake.unitOf', { name: label(target) })}
        value={options.unit ?? 'yuan'}
        onChange={(unit) => set({ unit: unit === 'yuan' ? undefined : unit })}
        options={(['yuan', 'fen'] as const).map((u) => ({ value: u, label: t(`intake.unit_${u}`) }))}
      />
    )
  const words = field?.name === 'type' ? EVENT_TYPES : (field?.words ?? [])
  if (words.length > 0)
    return (
      <Input.TextArea
        key={target}
        aria-label={t('intake.wordsOf', { name: label(target) })}
        autoSize={{ minRows: 1, maxRows: 6 }}
        placeholder={t('intake.wordsHint', { words: listed(words, lang) })}
        defaultValue={wordsText(options.words)}
        onBlur={(e) => set({ words: wordsOf(e.target.value) })}
      />
    )
  return null
}

function TimeFormat(props: {
  name: string
  format: string | undefined
  onChange: (patch: { format: string | undefined }) => void
}) {
  const { t } = useTranslation()
  const format = props.format ?? 'auto'
  const isWord = (TIME_FORMATS as readonly string[]).includes(format)
  return (
    <>
      <Select
        size="small"
        aria-label={t('intake.formatOf', { name: props.name })}
        value={isWord ? format : 'pattern'}
        onChange={(f) => props.onChange({ format: f === 'auto' ? undefined : f === 'pattern' ? 'YYYY-MM-DD' : f })}
        options={[...TIME_FORMATS, 'pattern' as const].map((f) => ({ value: f, label: t(`intake.format_${f}`) }))}
      />
      {!isWord && (
        <Input
          size="small"
          className="mono"
          aria-label={t('intake.format_pattern')}
          value={format}
          onChange={(e) => props.onChange({ format: e.target.value })}
        />
      )}
    </>
  )
}

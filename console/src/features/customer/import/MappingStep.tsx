import { Alert, Button, Checkbox, Form, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { TagPicker } from '@/pickers/TagPicker'
import { useFail } from '@/ui/Feedback'
import { ColumnMap } from '@/ui/page/ColumnMap'
import { useSaveFailed } from '@/ui/save'
import { draftOf, lacksName, mapped, troubleOf } from './mapping'
import { NotTaken } from './NotTaken'
import {
  type CustomerImport,
  IMPORT_FIELDS,
  IMPORT_KEYS,
  IMPORT_RULES,
  type ImportPreview,
  useImportChange,
} from './queries'

/** Which column is what, by what a customer is known again, and what happens to known ones. */
export default function MappingStep(props: {
  file: CustomerImport
  onDone: (preview: ImportPreview) => void
  onDrop: () => void
}) {
  const { t } = useTranslation()
  const word = useWord()
  const fail = useFail()
  const failed = useSaveFailed()
  const { file } = props
  const { save, preview, drop } = useImportChange(file.id)
  const [draft, setDraft] = useState(() => draftOf(file))
  const trouble = troubleOf(draft)
  const look = () =>
    save.mutate(
      { ...draft, revision: Number(file.revision) },
      {
        onSuccess: () => preview.mutate(undefined, { onSuccess: props.onDone, onError: fail }),
        onError: (e) => failed(e, undefined, { reload: () => setDraft(draftOf(file)) }),
      },
    )
  return (
    <div className="stack">
      <div className="row">
        <b>{file.name}</b>
        <Checkbox checked={draft.has_header} onChange={(e) => setDraft({ ...draft, has_header: e.target.checked })}>
          {t('customer.import.hasHeader')}
        </Checkbox>
      </div>
      <ColumnMap
        columns={file.columns}
        words={{
          column: t('customer.import.column'),
          sample: t('customer.import.sample'),
          target: t('customer.import.field'),
        }}
        nameOf={(c) => c.name || t('customer.import.columnNo', { n: c.index + 1 })}
        choose={(c) => (
          <Select
            aria-label={t('customer.import.fieldOf', { name: c.name || c.index + 1 })}
            value={draft.fields[c.index] ?? ''}
            onChange={(field) => setDraft({ ...draft, fields: mapped(draft.fields, c.index, field) })}
            options={[
              { value: '', label: t('customer.import.leftOut') },
              ...IMPORT_FIELDS.map((f) => ({ value: f, label: t(`customer.exportColumn.${f}`) })),
            ]}
            style={{ width: '100%' }}
          />
        )}
      />
      <NotTaken file={file} fields={draft.fields} />
      <Form layout="vertical">
        <Form.Item label={t('customer.import.key')} extra={t('customer.import.keyHint')}>
          <Radio.Group
            value={draft.key}
            onChange={(e) => setDraft({ ...draft, key: e.target.value })}
            options={IMPORT_KEYS.map((k) => ({ value: k, label: word('identity', k) }))}
          />
        </Form.Item>
        <Form.Item label={t('customer.import.rule')}>
          <Radio.Group
            className="stack tight"
            value={draft.rule}
            onChange={(e) => setDraft({ ...draft, rule: e.target.value })}
            options={IMPORT_RULES.map((r) => ({ value: r, label: t(`customer.import.rule_${r}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('customer.import.tags')} extra={t('customer.import.tagsHint')}>
          <TagPicker
            multiple
            label={t('customer.import.tags')}
            value={draft.tag_ids}
            onChange={(tag_ids) => setDraft({ ...draft, tag_ids })}
          />
        </Form.Item>
        {draft.fields.includes('tags') && (
          <Checkbox checked={draft.makes_tags} onChange={(e) => setDraft({ ...draft, makes_tags: e.target.checked })}>
            {t('customer.import.makesTags')}
          </Checkbox>
        )}
      </Form>
      {trouble && (
        <Alert
          type="error"
          showIcon
          title={t(`customer.import.trouble_${trouble}`, { key: word('identity', draft.key) })}
        />
      )}
      {!trouble && lacksName(draft) && <Alert type="warning" showIcon title={t('customer.import.trouble_noName')} />}
      <div className="row">
        <Button type="primary" disabled={trouble !== null} loading={save.isPending || preview.isPending} onClick={look}>
          {t('customer.import.look')}
        </Button>
        <Button onClick={() => drop.mutate(undefined, { onSettled: props.onDrop })}>
          {t('customer.import.another')}
        </Button>
        {preview.isPending && <span className="muted">{t('customer.import.looking')}</span>}
      </div>
    </div>
  )
}

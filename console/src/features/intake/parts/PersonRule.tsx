import { Checkbox, Form, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTagGroups } from '@/pickers/queries'
import type { Mapping } from '../mapping'
import { useFieldLabel } from './fieldLabel'

/** Internal tags by their names, so that a mapping can be used again elsewhere; a new name may be typed. */
function TagNames(props: { names: string[]; onChange: (names: string[]) => void }) {
  const { t } = useTranslation()
  const groups = useTagGroups()
  return (
    <Select
      id="intake-tags"
      mode="tags"
      aria-label={t('intake.tags')}
      placeholder={t('intake.tags')}
      style={{ width: '100%', maxWidth: 520 }}
      value={props.names}
      onChange={props.onChange}
      loading={groups.isPending}
      options={(groups.data?.items ?? [])
        .filter((g) => g.kind === 'internal')
        .map((g) => ({ label: g.name, options: g.tags.map((tag) => ({ value: tag.name, label: tag.name })) }))}
    />
  )
}

/** How a row finds its customer, what it may change there, and which tags all of them get. */
export function PersonRule({ mapping, onChange }: { mapping: Mapping; onChange: (next: Mapping) => void }) {
  const { t } = useTranslation()
  const label = useFieldLabel()
  return (
    <Form layout="vertical">
      <Form.Item label={t('intake.match')}>
        <Radio.Group
          value={mapping.match ?? 'phone'}
          onChange={(e) => onChange({ ...mapping, match: e.target.value })}
          options={['phone', 'member_no', 'external_userid'].map((k) => ({ value: k, label: label(k) }))}
        />
      </Form.Item>
      <Form.Item label={t('intake.rule')}>
        <Radio.Group
          className="stack tight"
          value={mapping.rule ?? 'both'}
          onChange={(e) => onChange({ ...mapping, rule: e.target.value })}
          options={(['both', 'fill', 'create', 'update'] as const).map((r) => ({
            value: r,
            label: t(`intake.rule_${r}`),
          }))}
        />
      </Form.Item>
      <Form.Item label={t('intake.tags')} htmlFor="intake-tags" help={t('intake.tagsHint')}>
        <TagNames
          names={mapping.tags ?? []}
          onChange={(tags) => onChange({ ...mapping, tags: tags.length > 0 ? tags : undefined })}
        />
      </Form.Item>
      {(mapping.fields.tags !== undefined || mapping.tags !== undefined) && (
        <Checkbox
          checked={mapping.makes_tags ?? true}
          onChange={(e) => onChange({ ...mapping, makes_tags: e.target.checked })}
        >
          {t('intake.makesTags')}
        </Checkbox>
      )}
    </Form>
  )
}

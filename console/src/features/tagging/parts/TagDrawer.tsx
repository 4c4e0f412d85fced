import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonText, useLang } from '@/i18n'
import { RuleBuilder } from '@/pickers/rule/RuleBuilder'
import { asksNothing, conditionsOf, ruleOf } from '@/pickers/rule/rule'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { listed } from '@/ui/format'
import { useSaveFailed } from '@/ui/save'
import {
  type RuleDraft,
  type TagDraft,
  type TypedTag,
  useOwners,
  usePreview,
  useRuleCheck,
  useRuleWords,
  useSaveTag,
} from '../queries'
import { fill, useTexts } from './texts'

type Values = Omit<TagDraft, 'revision' | 'rule'>

/** What the rule says, or where it is wrong; and whom it would give the tag. */
function RuleSays({ draft }: { draft: RuleDraft | null }) {
  const w = useTexts()
  const lang = useLang()
  const check = useRuleCheck(draft)
  const preview = usePreview()
  const it = check.data
  if (!draft || !it) return null
  const found = preview.data
  return (
    <div className="stack tight" aria-live="polite">
      {it.is_good ? (
        <Alert type="info" title={w.says} description={lang === 'en-US' ? it.sentence_en : it.sentence_zh} />
      ) : (
        <Alert
          type="error"
          title={reasonText(it.reason)}
          description={[it.place, it.allowed].filter(Boolean).join(' · ')}
        />
      )}
      <div className="row">
        <Button size="small" disabled={!it.is_good} loading={preview.isPending} onClick={() => preview.mutate(draft)}>
          {w.count}
        </Button>
        {found && (
          <span>
            {fill(found.is_exact ? w.counted : w.estimated, { n: found.count, t: found.total, e: found.examined })}
            {found.matches.length > 0 && (
              <small className="muted">
                {' '}
                {listed(
                  found.matches.map((m) => m.name ?? m.customer_id),
                  lang,
                )}
              </small>
            )}
          </span>
        )}
      </div>
    </div>
  )
}

function RuleEditor(props: { rule: string; onChange: (rule: string) => void }) {
  const w = useTexts()
  const words = useRuleWords()
  const [asText, setAsText] = useState(conditionsOf(props.rule) === null)
  const conditions = conditionsOf(props.rule)
  const isShown = !asText && conditions !== null && words.data !== undefined
  return (
    <div className="stack tight">
      {isShown ? (
        <RuleBuilder words={words.data} value={conditions} onChange={(next) => props.onChange(ruleOf(next))} />
      ) : (
        <>
          {conditions === null && <small className="muted">{w.textHint}</small>}
          <Input.TextArea
            aria-label={w.asText}
            className="mono"
            rows={5}
            value={props.rule}
            onChange={(e) => props.onChange(e.target.value)}
          />
        </>
      )}
      <div>
        <Button size="small" type="link" disabled={conditions === null} onClick={() => setAsText(!asText)}>
          {isShown ? w.useText : w.useBuilder}
        </Button>
      </div>
    </div>
  )
}

function Bands() {
  const w = useTexts()
  return (
    <Form.List name="bands">
      {(rows, { add, remove }) => (
        <div className="stack tight">
          {rows.map((row) => (
            <div className="row" key={row.key} style={{ gap: 6 }}>
              <Form.Item name={[row.name, 'label']} noStyle rules={[{ required: true, max: 40 }]}>
                <Input aria-label={w.bandLabel} placeholder={w.bandLabel} />
              </Form.Item>
              <Form.Item name={[row.name, 'from']} noStyle>
                <Input aria-label={w.from} placeholder={w.from} />
              </Form.Item>
              <Form.Item name={[row.name, 'to']} noStyle>
                <Input aria-label={w.to} placeholder={w.to} />
              </Form.Item>
              <Button type="text" icon={<DeleteOutlined />} aria-label={w.removed} onClick={() => remove(row.name)} />
            </div>
          ))}
          <div>
            <Button size="small" icon={<PlusOutlined />} onClick={() => add({ label: '', from: '', to: '' })}>
              {w.addBand}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  )
}

/** The owner of the tag; who may not read users sees him and cannot change him. */
function OwnerSelect(props: {
  tag: TypedTag
  id?: string
  value?: string | null
  onChange?: (id: string | null) => void
}) {
  const w = useTexts()
  const owners = useOwners()
  const { tag, id, value, onChange } = props
  const known = owners.data ?? []
  const own = tag.owner_id && !known.some((o) => o.value === tag.owner_id)
  const options = own ? [{ value: tag.owner_id!, label: tag.owner_name || tag.owner_id! }, ...known] : known
  return (
    <Select
      id={id}
      aria-label={w.owner}
      allowClear
      disabled={!owners.data}
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? undefined}
      onChange={(next) => onChange?.(next ?? null)}
      options={options}
    />
  )
}

export function TagDrawer({ tag, onClose }: { tag: TypedTag; onClose: () => void }) {
  const { t } = useTranslation()
  const w = useTexts()
  const failed = useSaveFailed()
  const save = useSaveTag()
  const [form] = Form.useForm<Values>()
  const [rule, setRule] = useState(tag.rule ?? '')
  const { leave } = useTypedForm(form, tag, { isOther: rule !== (tag.rule ?? '') })
  const type = Form.useWatch('type', form) ?? tag.type
  const choices = Form.useWatch('choices', form) ?? tag.choices
  const bands = Form.useWatch('bands', form) ?? tag.bands
  const draft: RuleDraft | null = asksNothing(rule) ? null : { type, choices, bands, rule }
  const submit = (values: Values) =>
    save.mutate(
      {
        id: tag.id,
        body: {
          ...values,
          owner_id: values.owner_id ?? null,
          choices: values.choices ?? [],
          bands: values.bands ?? [],
          rule: draft && rule.trim(),
          revision: tag.revision,
        },
      },
      { onSuccess: onClose, onError: (e) => failed(e, form) },
    )
  return (
    <Drawer
      open
      size={720}
      title={`${tag.group_name} / ${tag.name}`}
      onClose={() => leave(onClose)}
      extra={
        <Button type="primary" loading={save.isPending} onClick={form.submit}>
          {t('common.save')}
        </Button>
      }
    >
      <Form form={form} layout="vertical" initialValues={tag} onFinish={submit}>
        <div className="row" style={{ gap: 12, alignItems: 'flex-start', flexWrap: 'wrap' }}>
          <Form.Item name="type" label={w.type} style={{ minWidth: 140 }}>
            <Select options={Object.entries(w.tagTypeOf).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="category" label={w.category}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="owner_id" label={w.owner} style={{ minWidth: 160 }}>
            <OwnerSelect tag={tag} />
          </Form.Item>
          <Form.Item name="review_on" label={w.reviewOn} rules={[{ pattern: /^\d{4}-\d{2}-\d{2}$/ }]}>
            <Input placeholder="2027-01-01" />
          </Form.Item>
          <Form.Item name="expires_days" label={w.expires} tooltip={w.expiresHint}>
            <InputNumber min={0} max={3650} />
          </Form.Item>
        </div>
        <Form.Item name="definition" label={w.definition}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        {type === 'enum' && (
          <Form.Item name="choices" label={w.choices} tooltip={w.choicesHint}>
            <Select mode="tags" open={false} />
          </Form.Item>
        )}
        {type === 'band' && (
          <Form.Item label={w.bands}>
            <Bands />
          </Form.Item>
        )}
        <Form.Item label={w.rule}>
          <RuleEditor rule={rule} onChange={setRule} />
        </Form.Item>
        <RuleSays draft={draft} />
        <Form.Item name="is_on" label={w.isOn} valuePropName="checked" style={{ marginTop: 12 }}>
          <Switch disabled={!draft} />
        </Form.Item>
      </Form>
    </Drawer>
  )
}

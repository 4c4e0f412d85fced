import { Alert, Button, Form, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonText, useLang } from '@/i18n'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { useFail } from '@/ui/Feedback'
import { clauses, listed } from '@/ui/format'
import { KINDS, type Kind, lacking, lacksName, type Mapping, notTaken, othersOf, parsed } from '../mapping'
import { guessFor, type Import, type Preview, troubleOf, useImportChange, useKinds, useMappings } from '../queries'
import { ColumnTable } from './ColumnTable'
import { Combined } from './Combined'
import { Conditions } from './Conditions'
import { Constants } from './Constants'
import { useFieldLabel } from './fieldLabel'
import { PersonRule } from './PersonRule'
import { Toggle } from './Toggle'

const documentOf = (mapping: Mapping) => JSON.stringify(mapping, null, 2)

/** What each column means; a mapping that is remembered, or the document itself for what the table cannot say. */
export default function MappingStep(props: { file: Import; onDone: (preview: Preview) => void; onDrop: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const fail = useFail()
  const label = useFieldLabel()
  const { file } = props
  const [mapping, setMapping] = useState<Mapping>(file.mapping)
  const [text, setText] = useState<string | null>(null) // the document, while it is typed by hand
  const isTyped = text !== null && text !== documentOf(mapping)
  const { settled, leave } = useUnsaved(isTyped || documentOf(mapping) !== documentOf(file.mapping), {
    holds: ['file'],
  })
  const kinds = useKinds()
  const saved = useMappings()
  const { save, header, preview, remove } = useImportChange(file.id)
  const fields = kinds.data?.items.find((k) => k.kind === mapping.kind)?.fields ?? []
  const missing = lacking(mapping, fields)
  const others = othersOf(mapping)
  const columns = file.columns.flatMap((c) => (c.name ? [c.name] : []))
  const change = (next: Mapping) => {
    save.reset()
    setMapping(next)
    if (text !== null) setText(documentOf(next))
  }
  const setKind = (kind: Kind) => void guessFor(file.id, kind).then((g) => change(g.mapping), fail)
  /** The columns are looked at anew; what they mean is guessed, unless a mapping is at hand. */
  const setHeader = (has: boolean, next?: Mapping) =>
    header.mutate(
      { has, revision: Number(file.revision) },
      { onSuccess: () => (next ? change(next) : setKind(mapping.kind)), onError: fail },
    )
  const use = (next: Mapping) => {
    const has = next.file?.header ?? file.has_header
    if (has === file.has_header) change(next)
    else setHeader(has, next)
  }
  const typed = (next: string) => {
    setText(next)
    save.reset()
    const document = parsed(next)
    if (document) setMapping(document)
  }
  const look = () =>
    save.mutate(
      { mapping, revision: Number(file.revision) },
      { onSuccess: () => preview.mutate(undefined, { onSuccess: props.onDone, onError: fail }) },
    )
  const drop = () => {
    settled()
    props.onDrop()
  }
  return (
    <div className="stack">
      <div className="row">
        <b>{file.name}</b>
        <Segmented
          aria-label={t('intake.kind')}
          style={{ maxWidth: '100%', overflowX: 'auto' }}
          value={mapping.kind}
          onChange={(k) => setKind(k as Kind)}
          options={KINDS.map((k) => ({ value: k, label: t(`intake.kind_${k}`) }))}
        />
        <Select
          aria-label={t('intake.useSaved')}
          placeholder={t('intake.useSaved')}
          style={{ minWidth: 240 }}
          value={null}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(at) => at !== null && use(saved.data!.items[Number(at)]!.mapping)}
          options={(saved.data?.items ?? []).map((m, at) => ({
            value: String(at),
            label: `${m.name} · ${t(`intake.kind_${m.kind}`)}`,
          }))}
        />
        <Toggle
          label={t('intake.noHeader')}
          checked={!file.has_header}
          loading={header.isPending}
          onChange={(none) => setHeader(!none)}
        />
        <Toggle
          label={t('intake.document')}
          checked={text !== null}
          onChange={(on) => setText(on ? documentOf(mapping) : null)}
        />
      </div>
      {text !== null ? (
        <Form.Item
          validateStatus={parsed(text) ? undefined : 'error'}
          help={parsed(text) ? t('intake.documentHint') : t('intake.noDocument')}
        >
          <Input.TextArea
            className="mono"
            aria-label={t('intake.document')}
            autoSize={{ minRows: 12, maxRows: 30 }}
            spellCheck={false}
            value={text}
            onChange={(e) => typed(e.target.value)}
          />
        </Form.Item>
      ) : (
        <>
          <ColumnTable file={file} mapping={mapping} fields={fields} onChange={change} />
          <Constants mapping={mapping} fields={fields} onChange={change} />
          <Combined mapping={mapping} fields={fields} columns={columns} onChange={change} />
          <Conditions mapping={mapping} columns={columns} onChange={change} />
          {mapping.kind === 'person' && <PersonRule mapping={mapping} onChange={change} />}
          {(mapping.kind === 'order' || mapping.kind === 'product') && <ShopOf mapping={mapping} onChange={change} />}
          <NotTaken file={file} mapping={mapping} />
          {lacksName(mapping) && <Alert type="warning" showIcon title={t('intake.noName')} />}
          {others.length > 0 && (
            <Alert type="info" showIcon title={t('intake.others')} description={clauses(others, lang)} />
          )}
        </>
      )}
      {missing.length > 0 && text === null && (
        <Alert type="warning" showIcon title={t('intake.lacks', { names: listed(missing.map(label), lang) })} />
      )}
      {save.error && <Alert type="error" showIcon title={troubleOf(save.error)} />}
      <div className="row">
        <Button
          type="primary"
          disabled={text !== null ? !parsed(text) : missing.length > 0}
          loading={save.isPending || preview.isPending}
          onClick={look}
        >
          {t('intake.look')}
        </Button>
        <Button onClick={() => leave(() => remove.mutate(undefined, { onSettled: drop }))}>
          {t('intake.another')}
        </Button>
      </div>
    </div>
  )
}

type Part = { mapping: Mapping; onChange: (next: Mapping) => void }

/** Says which columns go nowhere, rather than dropping them in silence. */
function NotTaken(props: { file: Import; mapping: Mapping }) {
  const { t } = useTranslation()
  const lang = useLang()
  const { names, reasons } = notTaken(props.mapping, props.file.columns)
  if (names.length === 0) return null
  return (
    <Alert
      type={reasons.length > 0 ? 'warning' : 'info'}
      showIcon
      title={t('intake.notTaken', { names: listed(names, lang) })}
      description={reasons.length > 0 ? reasons.map(reasonText).join(' ') : undefined}
    />
  )
}

function ShopOf({ mapping, onChange }: Part) {
  const { t } = useTranslation()
  const shop = mapping.shop ?? { number: 'import', name: '' }
  return (
    <div className="row">
      <span>{t('intake.shop')}</span>
      <Input
        aria-label={t('intake.shopName')}
        placeholder={t('intake.shopName')}
        style={{ width: 220 }}
        maxLength={30}
        value={shop.name}
        onChange={(e) => onChange({ ...mapping, shop: { ...shop, name: e.target.value || undefined } })}
      />
      <Input
        aria-label={t('intake.shopNumber')}
        style={{ width: 220 }}
        maxLength={40}
        value={shop.number}
        onChange={(e) => onChange({ ...mapping, shop: { ...shop, number: e.target.value } })}
      />
      <span className="muted">{t('intake.shopHint')}</span>
    </div>
  )
}

import { Alert, Button, Input, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Figure } from '@/ui/Page'
import { cellText } from '../cell'
import { type Import, type Preview, useImportChange, useMappingChange } from '../queries'
import { useFieldLabel } from './fieldLabel'

const OUTCOMES = ['created', 'updated', 'unchanged', 'skipped'] as const
const isOutcome = (word: string | null): word is (typeof OUTCOMES)[number] =>
  (OUTCOMES as readonly (string | null)[]).includes(word)

/** The first rows as they would be, before anything is done; the mapping may be remembered here. */
export default function PreviewStep(props: { file: Import; preview: Preview; onBack: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const fail = useFail()
  const label = useFieldLabel()
  const { file, preview } = props
  const { start } = useImportChange(file.id)
  const rows = preview.good + preview.refused + preview.left_out
  return (
    <div className="stack">
      <p>
        <b>{file.name}</b>{' '}
        <span className="muted">
          {t(`intake.kind_${file.kind}`)} ·{' '}
          {t(preview.is_whole ? 'intake.rowsWhole' : 'intake.rowsPart', { n: int(rows, lang) })}
        </span>
      </p>
      <div className="figures bare">
        {file.kind === 'person' ? (
          OUTCOMES.map((o) => <Figure key={o} label={t(`intake.will_${o}`)} value={int(preview[o], lang)} />)
        ) : (
          <Figure label={t('intake.good')} value={int(preview.good, lang)} />
        )}
        <Figure label={t('intake.left_out')} value={int(preview.left_out, lang)} />
        <Figure
          label={t('intake.refused')}
          value={int(preview.refused, lang)}
          tone={preview.refused > 0 ? 'bad' : undefined}
        />
      </div>
      {preview.refused > 0 && <Alert type="warning" showIcon title={t('intake.refusedHint')} />}
      <Table
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        rowKey="row"
        dataSource={preview.rows}
        columns={[
          { title: t('intake.row'), dataIndex: 'row', className: 'num', width: 70, fixed: 'left' },
          {
            title: t('intake.outcome'),
            width: 240,
            render: (_, r) =>
              r.reason ? (
                <span style={{ color: 'var(--bad)' }}>{r.reason}</span>
              ) : (
                <Badge tone={r.is_left_out ? 'off' : 'good'}>
                  {t(
                    r.is_left_out
                      ? 'intake.isLeftOut'
                      : isOutcome(r.outcome)
                        ? `intake.will_${r.outcome}`
                        : 'intake.isGood',
                  )}
                </Badge>
              ),
          },
          ...preview.fields.map((field, at) => ({
            title: label(field),
            key: field,
            render: (_: unknown, r: Preview['rows'][number]) =>
              cellText(file.kind, field, r.cells[at] ?? '') || <span className="muted">—</span>,
          })),
        ]}
      />
      <Remember file={file} />
      <div className="row">
        <Button
          type="primary"
          disabled={preview.good === 0 && preview.is_whole}
          loading={start.isPending}
          onClick={() => start.mutate(undefined, { onError: fail })}
        >
          {t('intake.start')}
        </Button>
        <Button onClick={props.onBack}>{t('intake.back')}</Button>
      </div>
    </div>
  )
}

function Remember({ file }: { file: Import }) {
  const { t } = useTranslation()
  const fail = useFail()
  const [name, setName] = useState('')
  const { remember } = useMappingChange()
  return (
    <div className="row">
      <Input
        aria-label={t('intake.mappingName')}
        placeholder={t('intake.mappingName')}
        style={{ width: 260 }}
        maxLength={60}
        value={name}
        onChange={(e) => {
          setName(e.target.value)
          remember.reset()
        }}
      />
      <Button
        disabled={!name.trim()}
        loading={remember.isPending}
        onClick={() => remember.mutate({ name: name.trim(), mapping: file.mapping }, { onError: fail })}
      >
        {t('intake.remember')}
      </Button>
      {remember.isSuccess && (
        <span className="muted" role="status">
          {t('intake.remembered')}
        </span>
      )}
    </div>
  )
}

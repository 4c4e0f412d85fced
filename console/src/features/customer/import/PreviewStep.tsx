import { Alert, Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { reasonText, useLang } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Figure, type Tone } from '@/ui/Page'
import { draftOf } from './mapping'
import { NotTaken } from './NotTaken'
import { type CustomerImport, type ImportPreview, useImportChange } from './queries'

const OUTCOMES = ['created', 'updated', 'unchanged', 'skipped', 'duplicate', 'refused'] as const
const TONES: Record<string, Tone> = { created: 'good', updated: 'busy', refused: 'bad', duplicate: 'warn' }

/** What would happen, in numbers and examples, before anything does. */
export default function PreviewStep(props: { file: CustomerImport; preview: ImportPreview; onBack: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const fail = useFail()
  const { preview, file } = props
  const { start } = useImportChange(file.id)
  const work = preview.created + preview.updated
  return (
    <div className="stack">
      <p>
        <b>{file.name}</b>{' '}
        <span className="muted">
          {t(preview.is_whole ? 'customer.import.rows' : 'customer.import.rowsPart', { n: int(preview.rows, lang) })}
        </span>
      </p>
      <div className="figures bare">
        {OUTCOMES.map((o) => (
          <Figure
            key={o}
            label={t(`customer.import.outcome_${o}`)}
            value={int(preview[o], lang)}
            tone={o === 'refused' && preview[o] > 0 ? 'bad' : undefined}
          />
        ))}
      </div>
      <NotTaken file={file} fields={draftOf(file).fields} />
      {preview.refused > 0 && (
        <Alert type="warning" showIcon title={t('customer.import.refusedHint', { n: int(preview.refused, lang) })} />
      )}
      <Table
        size="small"
        pagination={false}
        scroll={{ x: 560 }}
        rowKey="row"
        dataSource={preview.examples}
        columns={[
          { title: t('customer.import.row'), dataIndex: 'row', width: 90, className: 'num' },
          {
            title: t('customer.import.outcome'),
            width: 130,
            render: (_, e) => (
              <Badge tone={TONES[e.outcome] ?? 'off'}>
                {t(`customer.import.outcome_${e.outcome as (typeof OUTCOMES)[number]}`)}
              </Badge>
            ),
          },
          { title: t('customer.name'), render: (_, e) => e.name ?? '—' },
          { title: t('customer.phone'), width: 140, render: (_, e) => <span className="num">{e.phone ?? '—'}</span> },
          { title: t('customer.import.why'), render: (_, e) => (e.reason ? reasonText(e.reason) : '') },
        ]}
      />
      <div className="row">
        <Button
          type="primary"
          disabled={work === 0 && preview.is_whole}
          loading={start.isPending}
          onClick={() => start.mutate(undefined, { onError: fail })}
        >
          {preview.is_whole ? t('customer.import.startN', { n: int(work, lang) }) : t('customer.import.start')}
        </Button>
        <Button onClick={props.onBack}>{t('customer.import.backToMapping')}</Button>
      </div>
    </div>
  )
}

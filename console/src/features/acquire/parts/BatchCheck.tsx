import { Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'
import { Refusals } from '@/ui/file/Refusals'
import { int } from '@/ui/format'
import { Card, Figure } from '@/ui/Page'

/** What a spreadsheet of codes will make, before it does. */
export default function BatchCheck(props: {
  preview: Schemas['BatchPreview']
  isStarting: boolean
  onBack: () => void
  onStart: () => void
}) {
  const { t } = useTranslation()
  const lang = useLang()
  const { preview: p, isStarting, onBack, onStart } = props
  return (
    <Card>
      <div className="stack">
        <div className="figures bare">
          <Figure label={t('acquire.batchRows')} value={int(p.rows, lang)} />
          <Figure label={t('acquire.batchValid')} value={int(p.valid, lang)} tone="good" />
          <Figure
            label={t('acquire.batchInvalid')}
            value={int(p.invalid.length, lang)}
            tone={p.invalid.length > 0 ? 'bad' : undefined}
          />
        </div>
        <Refusals rows={p.invalid} />
        <Table
          size="small"
          rowKey="name"
          pagination={false}
          dataSource={p.sample}
          title={() => t('acquire.batchPreview')}
          columns={[
            { title: t('acquire.name'), dataIndex: 'name' },
            { title: t('acquire.medium'), render: (_, r) => r.medium || '—' },
            { title: t('acquire.group'), render: (_, r) => r.group_name || '—' },
          ]}
        />
        <div className="row">
          <Button onClick={onBack}>{t('common.previous')}</Button>
          <span className="grow" />
          <Button type="primary" disabled={p.valid === 0} loading={isStarting} onClick={onStart}>
            {t('acquire.batchStart', { n: p.valid })}
          </Button>
        </div>
      </div>
    </Card>
  )
}

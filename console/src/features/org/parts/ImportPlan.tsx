import { Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang, useWord } from '@/i18n'
import { Refusals } from '@/ui/file/Refusals'
import { int } from '@/ui/format'
import { Badge, Figure } from '@/ui/Page'
import type { ImportKind, ImportPlan } from '../queries'

/** What a file would do, before it does it. */
export default function Plan({ kind, plan }: { kind: ImportKind; plan: ImportPlan }) {
  const { t } = useTranslation()
  const lang = useLang()
  return (
    <>
      <div className="figures bare">
        <Figure label={t('org.importRows')} value={int(plan.rows, lang)} />
        {kind === 'stores' && <Figure label={t('org.importCreated')} value={int(plan.created, lang)} tone="good" />}
        <Figure label={t('org.importUpdated')} value={int(plan.updated, lang)} tone="good" />
        <Figure label={t('org.importUnchanged')} value={int(plan.unchanged, lang)} />
        <Figure
          label={t('org.importRefused')}
          value={int(plan.invalid.length, lang)}
          tone={plan.invalid.length > 0 ? 'bad' : undefined}
        />
      </div>
      {plan.new_regions.length > 0 && (
        <div className="row" style={{ gap: 4 }}>
          {t('org.importRegions', { n: plan.new_regions.length })}
          {plan.new_regions.slice(0, 30).map((path) => (
            <Tag key={path} style={{ margin: 0 }}>
              {path}
            </Tag>
          ))}
          {plan.new_regions.length > 30 && '…'}
        </div>
      )}
      <Refusals rows={plan.invalid} />
      <Sample kind={kind} plan={plan} />
    </>
  )
}

function Sample({ kind, plan }: { kind: ImportKind; plan: ImportPlan }) {
  const { t } = useTranslation()
  const word = useWord()
  const action = {
    title: t('common.actions'),
    render: (_: unknown, line: { action: string }) => (
      <Badge tone={line.action === 'same' ? 'off' : line.action === 'create' ? 'good' : 'busy'}>
        {word('import_action', line.action)}
      </Badge>
    ),
  }
  const row = { title: t('org.importLine'), dataIndex: 'row', width: 70 }
  const title = () => t('org.importSample', { n: plan.sample.length })
  if (kind === 'stores')
    return (
      <Table<Schemas['StoreLine']>
        size="small"
        rowKey="row"
        pagination={false}
        scroll={{ x: 'max-content', y: 320 }}
        dataSource={plan.sample as Schemas['StoreLine'][]}
        title={title}
        columns={[
          row,
          action,
          { title: t('org.storeCode'), dataIndex: 'code' },
          { title: t('org.storeName'), render: (_, l) => l.name || '—' },
          { title: t('org.region'), render: (_, l) => l.region || '—' },
          { title: t('org.address'), render: (_, l) => l.address || '—' },
          { title: t('org.phone'), render: (_, l) => l.phone || '—' },
          { title: t('org.hours'), render: (_, l) => l.hours || '—' },
        ]}
      />
    )
  return (
    <Table<Schemas['StaffLine']>
      size="small"
      rowKey="row"
      pagination={false}
      scroll={{ x: 'max-content', y: 320 }}
      dataSource={plan.sample as Schemas['StaffLine'][]}
      title={title}
      columns={[
        row,
        action,
        { title: t('org.staffAccount'), dataIndex: 'userid' },
        { title: t('org.staff'), dataIndex: 'name' },
        {
          title: t('org.store'),
          render: (_, l) => (l.store_name ? `${l.store_name} (${l.store_code})` : t('org.noStore')),
        },
      ]}
    />
  )
}

import { CheckCircleOutlined, DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Segmented, Steps, Table, Tag, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { reasonText, useLang, useWord } from '@/i18n'
import { EmptyState, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, Figure, PageHead } from '@/ui/Page'
import { useFilters, useGo } from '@/ui/url'
import { type ImportKind, type ImportPlan, importFormUrl, usePreviewImport, useRunImport } from './queries'

const REFUSALS_SHOWN = 200

/** Stores, or who works in which: a file, what it would do, and what it did. */
export default function ImportPage() {
  const { t } = useTranslation()
  const go = useGo()
  const fail = useFail()
  const [filters, setFilters] = useFilters()
  const kind: ImportKind = filters.kind === 'staff' ? 'staff' : 'stores'
  const [file, setFile] = useState<File>()
  const preview = usePreviewImport()
  const run = useRunImport()
  const step = run.data ? 2 : preview.data ? 1 : 0
  const choose = (next: string) => {
    setFilters({ kind: next === 'staff' ? 'staff' : undefined })
    setFile(undefined)
    preview.reset()
    run.reset()
  }
  return (
    <div className="page narrow">
      <PageHead title={t('org.importTitle')} onBack={() => go('/settings/stores')} />
      <Card>
        <Steps
          current={step}
          items={[{ title: t('org.importFile') }, { title: t('org.importCheck') }, { title: t('org.importDone') }]}
        />
      </Card>
      <Card>
        {step === 0 && (
          <div className="stack">
            <Segmented
              aria-label={t('org.importKind')}
              value={kind}
              onChange={choose}
              options={[
                { value: 'stores', label: t('org.importStores') },
                { value: 'staff', label: t('org.importStaff') },
              ]}
            />
            <p className="muted">{kind === 'stores' ? t('org.importStoresHint') : t('org.importStaffHint')}</p>
            <Upload.Dragger
              accept=".xlsx,.csv"
              maxCount={1}
              fileList={file ? [{ uid: '1', name: file.name }] : []}
              beforeUpload={(f) => {
                setFile(f)
                return false
              }}
              onRemove={() => setFile(undefined)}
            >
              <p style={{ fontSize: 32 }}>
                <InboxOutlined />
              </p>
              <p>{t('org.importDrop')}</p>
              <p className="muted">{kind === 'stores' ? t('org.importStoresColumns') : t('org.importStaffColumns')}</p>
            </Upload.Dragger>
            <div className="row">
              <Button icon={<DownloadOutlined />} href={importFormUrl(kind)}>
                {kind === 'stores' ? t('org.importFormStores') : t('org.importFormStaff')}
              </Button>
              <span className="grow" />
              <Button
                type="primary"
                disabled={!file}
                loading={preview.isPending}
                onClick={() => file && preview.mutate({ kind, file }, { onError: fail })}
              >
                {t('common.next')}
              </Button>
            </div>
          </div>
        )}
        {step === 1 && preview.data && (
          <div className="stack">
            <Plan kind={kind} plan={preview.data} />
            <div className="row">
              <Button onClick={() => preview.reset()}>{t('common.previous')}</Button>
              <span className="grow" />
              <Button
                type="primary"
                disabled={preview.data.created + preview.data.updated === 0}
                loading={run.isPending}
                onClick={() => file && run.mutate({ kind, file }, { onError: fail })}
              >
                {t('org.importRun', { n: preview.data.created + preview.data.updated })}
              </Button>
            </div>
          </div>
        )}
        {step === 2 && run.data && (
          <EmptyState
            icon={<CheckCircleOutlined />}
            title={t('org.importedTitle')}
            hint={t(kind === 'stores' ? 'org.importedStores' : 'org.importedStaff', {
              c: run.data.created,
              u: run.data.updated,
              r: run.data.new_regions.length,
              s: run.data.invalid.length,
            })}
            action={
              <div className="row">
                <Button type="primary" onClick={() => go('/settings/stores')}>
                  {t('org.importToTree')}
                </Button>
                <Button onClick={() => choose(kind)}>{t('org.importMore')}</Button>
              </div>
            }
          />
        )}
      </Card>
    </div>
  )
}

function Plan({ kind, plan }: { kind: ImportKind; plan: ImportPlan }) {
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
      {plan.invalid.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('org.importSkipped', { n: plan.invalid.length })}
          description={
            <ul className="refusals">
              {plan.invalid.slice(0, REFUSALS_SHOWN).map((x) => (
                <li key={x.row}>
                  {t('org.importRow', { n: x.row, reason: reasonText(x.reason) })}
                  {x.value && <code className="mono"> {x.value}</code>}
                </li>
              ))}
              {plan.invalid.length > REFUSALS_SHOWN && <li>…</li>}
            </ul>
          }
        />
      )}
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

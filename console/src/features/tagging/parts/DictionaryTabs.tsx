import { Alert, App, Button, Input, Select, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, Time } from '@/ui/Page'
import { type Dictionary, type Unmatched, useRerun, useTry, useUnmatched } from '../queries'
import { Difference } from './Difference'
import { Restore } from './Restore'
import { fill, useTexts } from './texts'

/** The draft over what is typed in, and over what there is. */
export function TryTab({ dictionary }: { dictionary: Dictionary }) {
  const w = useTexts()
  const lang = useLang()
  const fail = useFail()
  const trial = useTry()
  const [text, setText] = useState('宝妈-宝宝2岁\n2023年购买6次')
  const [field, setField] = useState('')
  const fields = [...new Map(dictionary.draft.fields.map((f) => [f.key, f])).values()]
  const samples = text.split('\n').filter((line) => line.trim() !== '')
  const out = trial.data
  return (
    <Card>
      <div className="stack">
        <small className="muted">{w.tryHint}</small>
        <Select
          aria-label={w.field}
          value={field}
          onChange={setField}
          style={{ width: 200 }}
          options={[{ value: '', label: w.anyField }, ...fields.map((f) => ({ value: f.key, label: f.name ?? f.key }))]}
        />
        <Input.TextArea aria-label={w.match} rows={4} value={text} onChange={(e) => setText(e.target.value)} />
        <div>
          <Button
            type="primary"
            loading={trial.isPending}
            onClick={() => trial.mutate({ field: field || undefined, samples }, { onError: fail })}
          >
            {w.run}
          </Button>
        </div>
        {out && (
          <>
            <Alert
              type="info"
              title={fill(w.tried, { n: out.values, a: out.matched_before, b: out.matched_after, d: out.differ })}
            />
            <Table
              aria-label={w.tryOut}
              size="small"
              rowKey={(s) => `${s.field} ${s.value} ${s.count}`}
              pagination={{ pageSize: 20, hideOnSinglePage: true }}
              scroll={{ x: 'max-content' }}
              dataSource={out.samples}
              columns={[
                { title: w.match, dataIndex: 'value' },
                { title: w.customers, align: 'right', render: (_, s) => (s.count ? int(s.count, lang) : '—') },
                { title: w.before, render: (_, s) => s.was || <span className="muted">{w.nothing}</span> },
                {
                  title: w.after,
                  render: (_, s) => (s.is_matched ? s.is || '✓' : <span className="muted">{w.nothing}</span>),
                },
              ]}
            />
          </>
        )}
      </div>
    </Card>
  )
}

export function UnmatchedTab(props: {
  fields: Dictionary['draft']['fields']
  may: boolean
  onWrite: (value: Unmatched) => void
}) {
  const { fields, may, onWrite } = props
  const w = useTexts()
  const lang = useLang()
  const list = useUnmatched()
  return (
    <Card flush>
      <Await query={list}>
        {list.data?.items.length === 0 ? (
          <EmptyState title={w.noUnmatched} hint={w.unmatchedHint} />
        ) : (
          <Table
            aria-label={w.unmatched}
            rowKey={(u) => `${u.field} ${u.value}`}
            pagination={{ pageSize: 50, hideOnSinglePage: true }}
            scroll={{ x: 'max-content' }}
            dataSource={list.data?.items}
            columns={[
              { title: w.match, dataIndex: 'value' },
              {
                title: w.field,
                render: (_, u) => <span title={u.field}>{fields.find((f) => f.key === u.field)?.name ?? u.field}</span>,
              },
              { title: w.customers, align: 'right', render: (_, u) => int(u.count, lang) },
              { title: w.lastAt, render: (_, u) => <Time at={u.last_at} /> },
              {
                title: w.actions,
                render: (_, u) =>
                  may && (
                    <Button size="small" aria-label={`${w.writeRule} ${u.value}`} onClick={() => onWrite(u)}>
                      {w.writeRule}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Await>
    </Card>
  )
}

export function VersionsTab({ dictionary, may }: { dictionary: Dictionary; may: boolean }) {
  const { t } = useTranslation()
  const w = useTexts()
  const fail = useFail()
  const { message } = App.useApp()
  const rerun = useRerun()
  const [restoring, setRestoring] = useState(0)
  return (
    <Card
      flush
      title={`${w.after} ↔ ${w.before}`}
      extra={
        may &&
        dictionary.live_version > 0 && (
          <Button
            size="small"
            loading={rerun.isPending}
            onClick={() => rerun.mutate(undefined, { onSuccess: () => void message.success(w.started), onError: fail })}
          >
            {w.rerun}
          </Button>
        )
      }
    >
      <div style={{ padding: 12 }}>
        <Difference dictionary={dictionary} from={dictionary.live_version} to={0} />
      </div>
      <Table
        aria-label={w.versions}
        rowKey="version"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={dictionary.versions}
        expandable={{
          expandedRowRender: (v) => <Difference dictionary={dictionary} from={v.version - 1} to={v.version} />,
          columnTitle: <span className="nowrap">{w.diff}</span>,
          columnWidth: 110,
        }}
        columns={[
          {
            title: w.version,
            render: (_, v) => (
              <span>
                {v.version}{' '}
                {v.state === 'live' ? <Badge tone="good">{w.live}</Badge> : <small className="muted">{w.old}</small>}
              </span>
            ),
          },
          { title: w.note, render: (_, v) => v.note || '—' },
          { title: w.ruleCount, align: 'right', dataIndex: 'rule_count' },
          { title: w.publishedBy, render: (_, v) => v.published_by_name || '—' },
          { title: w.publishedAt, render: (_, v) => <Time at={v.published_at} /> },
          {
            title: t('common.actions'),
            render: (_, v) =>
              may && (
                <Button
                  size="small"
                  type="text"
                  aria-label={`${w.restore} ${v.version}`}
                  onClick={() => setRestoring(v.version)}
                >
                  {w.restore}
                </Button>
              ),
          },
        ]}
      />
      {restoring > 0 && <Restore dictionary={dictionary} version={restoring} onClose={() => setRestoring(0)} />}
    </Card>
  )
}

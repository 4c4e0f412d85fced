import { Alert, Progress, Table, Tooltip } from 'antd'
import { reasonText, useLang } from '@/i18n'
import { ErrorCard, Loading } from '@/ui/Feedback'
import { int, percent } from '@/ui/format'
import { Card } from '@/ui/Page'
import { ScopeNote } from '@/ui/page/ScopeNote'
import { GoLink } from '@/ui/url'
import { type Preview, usePreview } from '../queries'
import { fill, useTexts } from './texts'

function Count({ found, stale }: { found: Preview; stale: boolean }) {
  const w = useTexts()
  const lang = useLang()
  return (
    <div aria-live="polite" style={{ opacity: stale ? 0.5 : 1 }}>
      <div className="row" style={{ alignItems: 'baseline', gap: 6 }}>
        <b className="num" style={{ fontSize: 32, lineHeight: 1.2 }}>
          {found.is_exact ? '' : '≈ '}
          {int(found.count, lang)}
        </b>
        <span>{w.matched}</span>
      </div>
      <Progress
        percent={found.total > 0 ? (found.count / found.total) * 100 : 0}
        showInfo={false}
        size="small"
        aria-label={w.size}
      />
      <small className="muted">
        {fill(w.ofAll, { t: int(found.total, lang), p: percent(found.count, found.total) })} ·{' '}
        {found.is_exact ? w.exact : fill(w.estimated, { c: int(found.candidates, lang), e: int(found.examined, lang) })}
      </small>
      <div>
        <ScopeNote scope={found.scope} />
      </div>
    </div>
  )
}

function Overlaps({ found }: { found: Preview }) {
  const w = useTexts()
  const lang = useLang()
  return (
    <Table
      size="small"
      rowKey="segment_id"
      aria-label={w.overlap}
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={found.overlaps}
      locale={{ emptyText: w.noOverlap }}
      columns={[
        { title: w.overlap, render: (_, o) => <GoLink to={`/segments/${o.segment_id}`}>{o.name}</GoLink> },
        { title: w.both, align: 'right', render: (_, o) => <span className="num">{int(o.both, lang)}</span> },
        { title: w.share, align: 'right', render: (_, o) => <span className="num">{percent(o.share, 1)}</span> },
        {
          title: <Tooltip title={w.liftHint}>{w.lift}</Tooltip>,
          align: 'right',
          render: (_, o) => <span className="num">{o.lift > 0 ? `${o.lift.toFixed(2)}×` : '—'}</span>,
        },
      ]}
    />
  )
}

function Plan({ found }: { found: Preview }) {
  const w = useTexts()
  const lang = useLang()
  return (
    <details>
      <summary>
        {w.plan}{' '}
        <small className="muted">{fill(w.fitOf[found.fit ?? ''] ?? '', { c: int(found.candidates, lang) })}</small>
      </summary>
      <ul className="plain">
        {found.steps.map((step, i) => (
          <li key={i}>
            <code className="mono">{step.ask}</code> {w.howOf[step.how] ?? step.how}
            {step.count !== null && <span className="muted num"> · {int(step.count, lang)}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Whom the rule holds for while it is built. */
export default function PreviewCard({ rule, id }: { rule: string | null; id?: string }) {
  const w = useTexts()
  const lang = useLang()
  const preview = usePreview(rule, id)
  const found = preview.data
  if (rule === null) return <Card title={w.size}>{<span className="muted">{w.unfinished}</span>}</Card>
  if (preview.isError) return <ErrorCard error={preview.error} onRetry={() => void preview.refetch()} />
  if (!found)
    return (
      <Card title={w.size}>
        <Loading rows={3} />
      </Card>
    )
  if (!found.is_good)
    return (
      <Alert
        type="error"
        showIcon
        title={reasonText(found.reason)}
        description={[found.place, found.allowed].filter(Boolean).join(' · ')}
      />
    )
  return (
    <Card>
      <div className="stack">
        <Count found={found} stale={preview.isPlaceholderData} />
        <Alert type="info" title={w.says} description={lang === 'en-US' ? found.sentence_en : found.sentence_zh} />
        {found.sample.length > 0 && (
          <div>
            <div className="muted">{w.sample}</div>
            <div className="row" style={{ flexWrap: 'wrap', gap: 8 }}>
              {found.sample.map((p) => (
                <GoLink key={p.customer_id} to={`/customers/${p.customer_id}`}>
                  {p.name ?? p.customer_id}
                </GoLink>
              ))}
            </div>
          </div>
        )}
        <Overlaps found={found} />
        <Plan found={found} />
      </div>
    </Card>
  )
}

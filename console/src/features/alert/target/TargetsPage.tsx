import { AimOutlined, DeleteOutlined, ImportOutlined, TableOutlined } from '@ant-design/icons'
import { Button, DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import { Suspense, useMemo, useState } from 'react'
import { useCan } from '@/api/me'
import { reasonText } from '@/i18n'
import { Await, EmptyState, useFail, useUndoToast } from '@/ui/Feedback'
import { Badge, Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { GoLink, useFilters } from '@/ui/url'
import '../alert.css'
import { questionLink, useSaid } from '../said'
import { type Month, monthOf } from './month'
import { type Target, useTargetChanges, useTargets } from './queries'
import './target.css'
import { useTargetTexts } from './texts'

const ImportDrawer = lazy(() => import('./ImportDrawer'))
const SheetDrawer = lazy(() => import('./SheetDrawer'))
const TONES = {
  waiting: 'off',
  on_pace: 'good',
  behind: 'bad',
  reached: 'good',
  missed: 'bad',
  unknown: 'warn',
} as const

function Row({ target }: { target: Target }) {
  const w = useTargetTexts()
  const said = useSaid()
  const can = useCan()
  const fail = useFail()
  const undo = useUndoToast()
  const { drop, restore } = useTargetChanges()
  const metric = { metric: target.metric }
  const scale = said.unit(metric) === 'share' ? 10_000 : 1
  const share = target.actual_den === 0 ? 0 : target.actual_num / target.actual_den / (target.value / scale)
  const due = Math.min(1, target.expected / target.value)
  const name = target.owner_kind === 'brand' ? w.brand : (target.owner_name ?? '')
  const percent = target.actual_den === 0 ? '—' : `${(share * 100).toFixed(1)}%`
  const link = questionLink({
    kind: 'trend',
    unit: 'day',
    range: { from: target.from_on, to: target.to_on },
    metrics: [metric],
    ...(target.filters === true ? {} : { filters: target.filters }),
  })
  return (
    <li className="target-row">
      <div>
        <GoLink to={link}>{name}</GoLink> <Badge tone={TONES[target.state]}>{w.stateOf[target.state]}</Badge>
        {target.reason && <div className="muted">{reasonText(target.reason)}</div>}
      </div>
      <div
        className={`target-bar ${TONES[target.state]}`}
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(share * 100))}
        aria-label={w.progress(name, percent)}
      >
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
        <i style={{ left: `${due * 100}%` }} title={w.expected} />
      </div>
      <div className="target-numbers num">
        <b>{said.number(target.actual_num, target.actual_den, metric)}</b>
        <span className="muted">
          {' / '}
          {target.is_ceiling && `${w.atMost} `}
          {said.number(target.value, scale, metric)} · {percent}
        </span>
        <div className="muted">
          {w.expected} {said.number(target.expected, scale, metric)}
        </div>
      </div>
      {can('target.write') && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={`${w.remove} ${name}`}
          onClick={() =>
            drop.mutate(target.id, {
              onError: fail,
              onSuccess: () => undo(w.removed, () => restore.mutate(target.id, { onError: fail })),
            })
          }
        />
      )}
    </li>
  )
}

/** Targets of one metric, scene and days: the brand first, then who is furthest behind. */
function Group({ targets, onEdit }: { targets: Target[]; onEdit: () => void }) {
  const w = useTargetTexts()
  const said = useSaid()
  const can = useCan()
  const [first] = targets
  const behind = targets.filter((t) => t.state === 'behind' || t.state === 'missed').length
  const rank = (t: Target) =>
    t.owner_kind === 'brand' ? -1 : t.actual_den === 0 ? 0 : t.actual_num / t.actual_den / t.value
  const sorted = [...targets].sort((a, b) => rank(a) - rank(b))
  if (!first) return null
  return (
    <Card
      title={`${said.name({ metric: first.metric })}${first.scene ? ` · ${first.scene}` : ''}`}
      extra={
        <span className="row" style={{ gap: 8 }}>
          {behind > 0 && <Badge tone="bad">{w.behind(behind)}</Badge>}
          <span className="muted num">
            {first.from_on} – {first.to_on}
          </span>
          {can('target.write') && <Button size="small" icon={<TableOutlined />} aria-label={w.set} onClick={onEdit} />}
        </span>
      }
    >
      <ul className="alert-list">
        {sorted.map((t) => (
          <Row key={t.id} target={t} />
        ))}
      </ul>
    </Card>
  )
}

export default function TargetsPage() {
  const w = useTargetTexts()
  const can = useCan()
  const [asked, setAsked] = useFilters()
  // Days of one's own, or a month.
  const own = asked.from && asked.to ? { from: asked.from, to: asked.to } : null
  const month = (asked.month as Month | undefined) ?? 'month'
  const { from, to } = own ?? monthOf(month)
  const [isImporting, setImporting] = useState(false)
  const targets = useTargets(from, to)
  const [edited, setEdited] = useState<Target[] | null>(null)
  const groups = useMemo(() => {
    const all = new Map<string, Target[]>()
    for (const t of targets.data?.items ?? []) {
      const key = [t.metric, t.scene, t.from_on, t.to_on].join('|')
      all.set(key, [...(all.get(key) ?? []), t])
    }
    return [...all.entries()]
  }, [targets.data])
  const add = can('target.write') && (
    <span className="row">
      <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
        {w.import}
      </Button>
      <Button type="primary" icon={<AimOutlined />} onClick={() => setEdited([])}>
        {w.set}
      </Button>
    </span>
  )
  return (
    <div className="page">
      <PageHead title={w.title} sub={w.sub} extra={add} />
      <div className="stack">
        <div className="row" style={{ flexWrap: 'wrap' }}>
          <Segmented
            aria-label={w.period}
            value={own ? '' : month}
            onChange={(next) =>
              setAsked({ from: undefined, to: undefined, month: next === 'month' ? undefined : next || undefined })
            }
            options={(['lastMonth', 'month', 'nextMonth'] as const).map((m) => ({ value: m as string, label: w[m] }))}
          />
          <DatePicker.RangePicker
            aria-label={w.ownDays}
            allowClear={false}
            value={own && [dayjs(own.from), dayjs(own.to)]}
            onChange={(both) => {
              const [first, last] = both ?? []
              if (first && last)
                setAsked({ month: undefined, from: first.format('YYYY-MM-DD'), to: last.format('YYYY-MM-DD') })
            }}
          />
        </div>
        <Await query={targets}>
          {groups.length === 0 && (
            <Card>
              <EmptyState icon={<AimOutlined />} title={w.none} hint={w.noneHint} action={add} />
            </Card>
          )}
          {groups.map(([key, list]) => (
            <Group key={key} targets={list} onEdit={() => setEdited(list)} />
          ))}
          {targets.data?.is_cut && <span className="muted">{w.cut}</span>}
        </Await>
      </div>
      {isImporting && (
        <Suspense>
          <ImportDrawer onClose={() => setImporting(false)} />
        </Suspense>
      )}
      {edited && (
        <Suspense>
          <SheetDrawer known={edited} from={from} to={to} onClose={() => setEdited(null)} />
        </Suspense>
      )}
    </div>
  )
}

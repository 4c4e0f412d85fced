import { MergeCellsOutlined, SplitCellsOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { Suspense, useState } from 'react'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { Await } from '@/ui/Feedback'
import { dateOnly } from '@/ui/format'
import { Card } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import type { Customer } from '../queries'
import { useWhy } from './queries'
import { useSay } from './words'
import './identity.css'

const MergeDialog = lazy(() => import('./MergeDialog'))
const SplitDialog = lazy(() => import('./SplitDialog'))

type Merged = Schemas['WhyOne']['merged'][number]

/** Why two became one, as part of a sentence. */
export function useReason(): (merge: Merged) => string {
  const { say, kind, source } = useSay()
  return (merge) => {
    if (merge.kind) return say('reasonKind', { kind: kind(merge.kind), source: source(merge.source) })
    return say(merge.source === 'likeness' ? 'reasonLikeness' : 'reasonConsole')
  }
}

function Chain({ why }: { why: Schemas['WhyOne'] }) {
  const { say, kind, source } = useSay()
  const reason = useReason()
  // What both of two merged had is held once; it is no other customer's any more.
  const held = new Set(why.identities.filter((i) => i.is_holder).map((i) => `${i.kind} ${i.value_masked}`))
  const own = why.identities.filter((i) => i.is_holder || !held.has(`${i.kind} ${i.value_masked}`))
  const known = own.map((i, at) => {
    const values = {
      at: dateOnly(i.since),
      kind: kind(i.kind),
      value: i.value_masked ?? '•••',
      source: source(i.source),
      verified: say(i.verified_at ? 'verified' : 'unverified'),
      n: i.confidence,
    }
    return { at: i.since, text: say(!i.is_holder ? 'claimed' : at === 0 ? 'began' : 'added', values), key: i.id }
  })
  const merges = why.merged.map((m) => ({
    at: m.merged_at,
    key: m.merge_id,
    text: say('merged', {
      at: dateOnly(m.merged_at),
      name: m.name || m.customer_id,
      reason: reason(m),
      by: m.by_rule ? say('byRule') : say('byUser', { name: m.merged_by_name || '—' }),
    }),
  }))
  const all = [...known, ...merges].sort((x, y) => (x.at ?? '').localeCompare(y.at ?? ''))
  return (
    <ol className="chain">
      {all.map((step) => (
        <li key={step.key}>{step.text}</li>
      ))}
      {merges.length === 0 && <li className="muted">{say('whyAlone')}</li>}
    </ol>
  )
}

/** The chain of evidence, and the two buttons that make it longer or shorter. */
export default function WhyOne({ customer: c }: { customer: Customer }) {
  const { say } = useSay()
  const can = useCan()
  const why = useWhy(c.id)
  const [open, setOpen] = useState<'merge' | 'split' | null>(null)
  const merged = why.data?.merged ?? []
  return (
    <Card title={say('why')}>
      <Await query={why} rows={3}>
        {why.data && <Chain why={why.data} />}
      </Await>
      {can('customer.merge') && (
        <div className="row" style={{ marginTop: 8 }}>
          <Button size="small" icon={<MergeCellsOutlined />} onClick={() => setOpen('merge')}>
            {say('merge')}
          </Button>
          {merged.length > 0 && (
            <Button size="small" icon={<SplitCellsOutlined />} onClick={() => setOpen('split')}>
              {say('split')}
            </Button>
          )}
        </div>
      )}
      <Suspense>
        {open === 'merge' && <MergeDialog customer={c} onClose={() => setOpen(null)} />}
        {open === 'split' && <SplitDialog merged={merged} onClose={() => setOpen(null)} />}
      </Suspense>
    </Card>
  )
}

/** An old id was opened: whom it belongs to now. */
export function FoldedRemark({ id }: { id: string }) {
  const { say } = useSay()
  return <Alert type="info" showIcon title={say('folded', { id })} />
}

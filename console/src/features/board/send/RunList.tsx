import { Button, Image } from 'antd'
import { useState } from 'react'
import { reasonText } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { Badge, Time, type Tone } from '@/ui/Page'
import { type Delivery, type DeliveryState, type Run, useRuns } from './queries'
import { useSendTexts } from './texts'

export const TONES: Record<DeliveryState, Tone> = {
  waiting: 'busy',
  sending: 'busy',
  sent: 'good',
  told: 'good',
  refused: 'warn',
  failed: 'bad',
}

/** "送达 3 人，失败 1 人" */
export function useSummary() {
  const w = useSendTexts()
  return (run: Run) => {
    const of = (...states: DeliveryState[]) => run.deliveries.filter((d) => states.includes(d.state)).length
    return w.summary(of('sent', 'told', 'sending'), of('refused'), of('failed'))
  }
}

function One({ delivery, onPicture }: { delivery: Delivery; onPicture: (id: string) => void }) {
  const w = useSendTexts()
  return (
    <li className="send-one">
      <span>{delivery.user_name || delivery.user_id}</span>
      <Badge tone={TONES[delivery.state]}>{w.stateOf[delivery.state]}</Badge>
      {delivery.reason && <span className="muted">{reasonText(delivery.reason)}</span>}
      <span className="grow" />
      {delivery.has_picture && (
        <Button size="small" type="link" onClick={() => onPicture(delivery.id)}>
          {w.picture}
        </Button>
      )}
    </li>
  )
}

/** When it was sent, and what became of it. */
export function RunList({ id }: { id: string }) {
  const w = useSendTexts()
  const runs = useRuns(id, true)
  const [picture, setPicture] = useState<string | null>(null)
  const items = runs.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <div className="send-runs">
      <Await query={runs} rows={2}>
        {items.length === 0 && <p className="muted">{w.never}</p>}
        {items.map((run) => (
          <section key={run.id}>
            <div className="row" style={{ gap: 8 }}>
              <Time at={run.started_at} />
              {run.is_trial && <Badge tone="off">{w.trial}</Badge>}
              {run.is_late && (
                <Badge tone="warn" title={w.lateHint}>
                  {w.late}
                </Badge>
              )}
            </div>
            <ul>
              {run.deliveries.map((d) => (
                <One key={d.id} delivery={d} onPicture={setPicture} />
              ))}
            </ul>
          </section>
        ))}
        {runs.hasNextPage && (
          <Button size="small" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            {w.more}
          </Button>
        )}
      </Await>
      {picture && (
        <Image
          style={{ display: 'none' }}
          alt={w.picture}
          preview={{
            open: true,
            src: `/api/report-deliveries/${picture}/picture`,
            onOpenChange: (open) => !open && setPicture(null),
          }}
        />
      )}
    </div>
  )
}

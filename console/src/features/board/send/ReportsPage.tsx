import { ClockCircleOutlined } from '@ant-design/icons'
import { Await, EmptyState } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { GoButton, useGo } from '@/ui/url'
import { type Schedule, useSchedules } from './queries'
import { ScheduleRow } from './ScheduleRow'
import './send.css'
import { useSendTexts } from './texts'

function Group({ title, hint, items }: { title: string; hint?: string; items: Schedule[] }) {
  const go = useGo()
  if (items.length === 0) return null
  return (
    <Card title={title}>
      {hint && <p className="muted">{hint}</p>}
      <ul className="send-list">
        {items.map((s) => (
          <ScheduleRow key={s.id} schedule={s} onEdit={() => go(`/boards/${s.board}?send=1`)} />
        ))}
      </ul>
    </Card>
  )
}

/** All that is sent by the clock: what I set up, what comes to me, what people who left set up. */
export default function ReportsPage() {
  const w = useSendTexts()
  const schedules = useSchedules()
  const items = schedules.data?.items ?? []
  const left = items.filter((s) => s.is_left && !s.is_mine)
  return (
    <div className="page">
      <PageHead title={w.title} sub={w.sub} />
      <div className="stack">
        <Await query={schedules} rows={4}>
          {items.length === 0 && (
            <Card>
              <EmptyState
                icon={<ClockCircleOutlined />}
                title={w.none}
                hint={w.noneHint}
                action={<GoButton to="/boards">{w.open}</GoButton>}
              />
            </Card>
          )}
          <Group title={w.mine} items={items.filter((s) => s.is_mine)} />
          <Group title={w.received} items={items.filter((s) => !s.is_mine && !s.is_left)} />
          <Group title={w.left} hint={w.leftHint} items={left} />
        </Await>
      </div>
    </div>
  )
}

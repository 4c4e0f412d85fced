import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Drawer, Segmented, Tabs } from 'antd'
import { Suspense, useState } from 'react'
import { codeOf } from '@/answers/show'
import { useCan } from '@/api/me'
import { useWords } from '@/i18n'
import { codesNamed, useCodeNames } from '@/pickers/code/queries'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { Await } from '@/ui/Feedback'
import { dateOnly } from '@/ui/format'
import { lazy } from '@/ui/page/lazy'
import { type SpendKind, useSpend } from './queries'
import './spend.css'
import { SpendGrid } from './SpendGrid'
import { DAYS, moved, touchOfCode } from './sheet'
import { useSpendTexts } from './texts'

const PasteTable = lazy(() => import('./PasteTable'))
const KINDS: SpendKind[] = ['channel', 'code', 'campaign']

/** What was paid for channels, codes and campaigns: a grid of a week, or a list pasted at once. */
export default function SpendDrawer({ kind: asked, onClose }: { kind: SpendKind; onClose: () => void }) {
  const w = useSpendTexts()
  const words = useWords()
  const can = useCan()
  const codeName = useCodeNames()
  const [isTyped, setTyped] = useState(false)
  const [isPasted, setPasted] = useState(false)
  const { leave } = useUnsaved(isTyped || isPasted)
  /** The list stays where it is; the grid is of one kind and week. */
  const leaveGrid = (then: () => void) => (isTyped ? leave(then) : then())
  const [kind, setKind] = useState<SpendKind>(asked)
  const [first, setFirst] = useState(() => moved(dateOnly(Date.now()), 1 - DAYS))
  const last = moved(first, DAYS - 1)
  const spend = useSpend(first, last)
  const nameOf = (touch: string) =>
    (kind === 'channel' ? new Map(words('add_way')).get(touch) : codeName(codeOf(touch))) ?? touch
  const touchesOf = async (names: string[]) => {
    const ways = new Map(kind === 'channel' ? words('add_way').map(([way, name]) => [name, way]) : [])
    if (kind !== 'code') return { touches: new Map(names.map((name) => [name, ways.get(name) ?? name])), ambiguous: [] }
    const { found, ambiguous } = await codesNamed(names)
    return { touches: new Map([...found].map(([name, id]) => [name, touchOfCode(id)])), ambiguous }
  }
  const move = (days: number) => () => leaveGrid(() => setFirst(moved(first, days)))
  const grid = (
    <div className="stack">
      <div className="muted">{w.sub}</div>
      <div className="row nowrap">
        <Button size="small" icon={<LeftOutlined />} aria-label={w.before} onClick={move(-DAYS)} />
        <span className="num">
          {first} – {last}
        </span>
        <Button size="small" icon={<RightOutlined />} aria-label={w.after} onClick={move(DAYS)} />
      </div>
      <Await query={spend}>
        <SpendGrid
          key={`${kind} ${first}`}
          kind={kind}
          first={first}
          known={(spend.data?.items ?? []).filter((s) => s.kind === kind)}
          nameOf={nameOf}
          onTyped={setTyped}
        />
      </Await>
    </div>
  )
  return (
    <Drawer open size={Math.min(980, window.innerWidth)} title={w.title} onClose={() => leave(onClose)}>
      <div className="stack">
        <Segmented
          aria-label={w.kind}
          value={kind}
          onChange={(next) => leaveGrid(() => setKind(next))}
          options={KINDS.map((k) => ({ value: k, label: w.kindOf[k] }))}
          style={{ alignSelf: 'flex-start' }}
        />
        {can('spend.write') ? (
          <Tabs
            items={[
              { key: 'grid', label: w.title, children: grid },
              {
                key: 'table',
                label: w.table,
                children: (
                  <Suspense>
                    <PasteTable kind={kind} touchesOf={touchesOf} onTyped={setPasted} />
                  </Suspense>
                ),
              },
            ]}
          />
        ) : (
          grid
        )}
      </div>
    </Drawer>
  )
}

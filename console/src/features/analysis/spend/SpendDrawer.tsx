import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { App, Button, Drawer, Input, InputNumber, Segmented, Select, Tabs } from 'antd'
import { type ClipboardEvent, Suspense, useState } from 'react'
import { useCodeNames } from '@/answers/queries'
import { useCan } from '@/api/me'
import { useLang, useWords } from '@/i18n'
import { Await, useFail } from '@/ui/Feedback'
import { dateOnly } from '@/ui/format'
import { lazy } from '@/ui/page/lazy'
import { type Spend, type SpendKind, useSetSpend, useSpend } from './queries'
import './spend.css'
import { daysFrom, fenOf, moved } from './sheet'
import { useSpendTexts } from './texts'

const PasteTable = lazy(() => import('./PasteTable'))
const DAYS = 7
const KINDS: SpendKind[] = ['channel', 'code', 'campaign']
const cellOf = (touch: string, day: string) => `${day} ${touch}`

function Grid(props: { kind: SpendKind; first: string; known: Spend[]; names: Map<string, string> }) {
  const w = useSpendTexts()
  const lang = useLang()
  const can = useCan()
  const fail = useFail()
  const { message } = App.useApp()
  const set = useSetSpend()
  const days = daysFrom(props.first, DAYS)
  const [more, setMore] = useState<string[]>([])
  const [typed, setTyped] = useState(new Map<string, number>())
  const was = new Map(props.known.map((s) => [cellOf(s.touch, s.day_on), s.amount_fen]))
  const touches = [...new Set([...props.known.map((s) => s.touch), ...more])]
  const fen = (touch: string, day: string) => typed.get(cellOf(touch, day)) ?? was.get(cellOf(touch, day)) ?? 0
  const nameOf = (touch: string) => props.names.get(touch) ?? touch
  const mayWrite = can('spend.write')
  const lines = touches.flatMap((touch) =>
    days
      .filter((day) => fen(touch, day) !== (was.get(cellOf(touch, day)) ?? 0))
      .map((day) => ({ kind: props.kind, touch, day_on: day, amount_fen: fen(touch, day) })),
  )
  const put = (row: number, column: number, block: (number | null)[][]) =>
    setTyped((old) => {
      const next = new Map(old)
      block.forEach((cells, r) => {
        cells.forEach((amount, c) => {
          const touch = touches[row + r]
          const day = days[column + c]
          if (touch && day && amount !== null) next.set(cellOf(touch, day), amount)
        })
      })
      return next
    })
  const paste = (row: number, column: number) => (e: ClipboardEvent) => {
    const block = e.clipboardData
      .getData('text')
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => line.split('\t').map(fenOf))
    if (block.length < 2 && (block[0]?.length ?? 0) < 2) return
    e.preventDefault()
    put(row, column, block)
  }
  const add = (touch: string) => touch && !touches.includes(touch) && setMore([...more, touch])
  const yuan = (n: number) => (n / 100).toLocaleString(lang, { minimumFractionDigits: 2 })
  return (
    <div className="stack">
      <div className="spend-grid">
        <table>
          <thead>
            <tr>
              <th scope="col">{w.name}</th>
              {days.map((day) => (
                <th scope="col" key={day} className="num">
                  {day.slice(5)}
                </th>
              ))}
              <th scope="col">{w.sum}</th>
            </tr>
          </thead>
          <tbody>
            {touches.map((touch, row) => (
              <tr key={touch}>
                <th scope="row" title={nameOf(touch)}>
                  {nameOf(touch)}
                </th>
                {days.map((day, column) => (
                  <td key={day} onPaste={paste(row, column)} className="num">
                    {mayWrite ? (
                      <InputNumber
                        aria-label={w.cell(nameOf(touch), day)}
                        min={0}
                        max={1e10}
                        precision={2}
                        controls={false}
                        value={fen(touch, day) === 0 ? null : fen(touch, day) / 100}
                        onChange={(n) => put(row, column, [[Math.round((n ?? 0) * 100)]])}
                        style={{ width: 88 }}
                      />
                    ) : (
                      yuan(fen(touch, day))
                    )}
                  </td>
                ))}
                <td className="num">{yuan(days.reduce((sum, day) => sum + fen(touch, day), 0))}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{w.sum}</th>
              {days.map((day) => (
                <td key={day} className="num">
                  {yuan(touches.reduce((sum, touch) => sum + fen(touch, day), 0))}
                </td>
              ))}
              <td className="num">
                {yuan(touches.reduce((sum, touch) => sum + days.reduce((of, day) => of + fen(touch, day), 0), 0))}
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      {touches.length === 0 && <span className="muted">{w.nothing}</span>}
      {mayWrite && (
        <div className="row">
          {props.kind === 'campaign' ? (
            <Input
              aria-label={w.add}
              placeholder={w.addCampaign}
              maxLength={30}
              onPressEnter={(e) => {
                add(e.currentTarget.value.trim())
                e.currentTarget.select()
              }}
              style={{ width: 240 }}
            />
          ) : (
            <Select
              aria-label={w.add}
              placeholder={w.add}
              value={null}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={(touch: string | null) => add(touch ?? '')}
              options={[...props.names]
                .filter(([touch]) => !touches.includes(touch))
                .map(([value, label]) => ({ value, label }))}
              style={{ width: 240 }}
            />
          )}
          <Button
            type="primary"
            loading={set.isPending}
            disabled={lines.length === 0}
            onClick={() =>
              set.mutate(lines, {
                onError: fail,
                onSuccess: (done) => {
                  setTyped(new Map())
                  void message.success(w.saved(done.changed))
                },
              })
            }
          >
            {w.save}
          </Button>
        </div>
      )}
    </div>
  )
}

/** What was paid for channels, codes and campaigns: a grid of a week, or a list pasted at once. */
export default function SpendDrawer({ kind: asked, onClose }: { kind: SpendKind; onClose: () => void }) {
  const w = useSpendTexts()
  const words = useWords()
  const can = useCan()
  const codes = useCodeNames()
  const [kind, setKind] = useState<SpendKind>(asked)
  const [first, setFirst] = useState(() => moved(dateOnly(Date.now()), 1 - DAYS))
  const last = moved(first, DAYS - 1)
  const spend = useSpend(first, last)
  const names = new Map<string, string>(
    kind === 'channel' ? words('add_way') : kind === 'code' ? Object.entries(codes ?? {}) : [],
  )
  const touchOf = (name: string) => [...names].find(([, label]) => label === name)?.[0] ?? name
  const move = (days: number) => () => setFirst(moved(first, days))
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
        <Grid
          key={`${kind} ${first}`}
          kind={kind}
          first={first}
          known={(spend.data?.items ?? []).filter((s) => s.kind === kind)}
          names={names}
        />
      </Await>
    </div>
  )
  return (
    <Drawer open size={Math.min(980, window.innerWidth)} title={w.title} onClose={onClose}>
      <div className="stack">
        <Segmented
          aria-label={w.kind}
          value={kind}
          onChange={setKind}
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
                    <PasteTable kind={kind} touchOf={touchOf} />
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

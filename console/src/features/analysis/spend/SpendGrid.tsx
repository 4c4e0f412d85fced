import { App, Button, Input, InputNumber, Select } from 'antd'
import { type ClipboardEvent, useEffect, useState } from 'react'
import { codeOf } from '@/answers/show'
import { useCan } from '@/api/me'
import { useLang, useWords } from '@/i18n'
import { CodeSelect } from '@/pickers/code/CodeSelect'
import { useFail } from '@/ui/Feedback'
import { type Spend, type SpendKind, useSetSpend } from './queries'
import { DAYS, daysFrom, fenOf, touchOfCode } from './sheet'
import { useSpendTexts } from './texts'

const cellOf = (touch: string, day: string) => `${day} ${touch}`

/** A week of amounts to type or paste into, a row for each that money went to. */
export function SpendGrid(props: {
  kind: SpendKind
  first: string
  known: Spend[]
  nameOf: (touch: string) => string
  /** Whether something is typed that is not stored. */
  onTyped: (is: boolean) => void
}) {
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
  const { nameOf, onTyped } = props
  const words = useWords()
  const mayWrite = can('spend.write')
  const lines = touches.flatMap((touch) =>
    days
      .filter((day) => fen(touch, day) !== (was.get(cellOf(touch, day)) ?? 0))
      .map((day) => ({ kind: props.kind, touch, day_on: day, amount_fen: fen(touch, day) })),
  )
  const isTyped = lines.length > 0
  useEffect(() => {
    onTyped(isTyped)
    return () => onTyped(false)
  }, [isTyped, onTyped])
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
          {props.kind === 'code' ? (
            <CodeSelect
              label={w.add}
              placeholder={w.add}
              without={touches.map((touch) => codeOf(touch) ?? '')}
              onChange={(id) => id && add(touchOfCode(id))}
              width={240}
            />
          ) : props.kind === 'campaign' ? (
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
              options={words('add_way')
                .filter(([touch]) => !touches.includes(touch))
                .map(([value, label]) => ({ value, label }))}
              style={{ width: 240 }}
            />
          )}
          <Button
            type="primary"
            loading={set.isPending}
            disabled={!isTyped}
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

import { Segmented } from 'antd'
import { useState } from 'react'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { figure } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps } from '../../types'
import '../../answers.css'
import { shadeOf } from '../shade'
import { useLabels } from './label'
import { axesOf, type Bucket, bucketsOf, partsOf } from './spread'
import { usePeopleTexts } from './texts'

const SHOWN = ['people', 'share', 'total'] as const
type Shown = (typeof SHOWN)[number]

/** Two numbers of a person as a table: how many people are in each cell, and who. */
export default function CellsLook({ query, answer, onCell }: LookProps) {
  const w = usePeopleTexts()
  const a = useAnswerTexts()
  const lang = useLang()
  const label = useLabels()
  const [shown, setShown] = useState<Shown>('people')
  const [rowAxis, columnAxis] = axesOf(query)
  const part = partsOf(query, answer)[0]
  if (!rowAxis || !columnAxis || !part) return null
  const rows = bucketsOf(part, 0)
  const columns = bucketsOf(part, 1)
  const whole = Number(part.whole.people ?? 0)
  const cells = new Map(part.buckets.map((b) => [`${b.buckets[0]} ${b.buckets[1]}`, b]))
  const summed = rowAxis.measure === 'sum' ? 0 : 1
  const worth = (b: Bucket) => (shown === 'total' ? b.totals[summed]! : b.people)
  const most = Math.max(...part.buckets.map(worth), 1)
  const text = (b: Bucket) =>
    shown === 'share'
      ? figure(whole > 0 ? b.people / whole : null, 'share', lang)
      : shown === 'total'
        ? label.number([rowAxis, columnAxis][summed]!, worth(b))
        : int(b.people, lang)
  const of = (pick: (b: Bucket) => boolean) => part.buckets.filter(pick).reduce((n, b) => n + b.people, 0)
  const canOpen = onCell && (query.dimensions ?? []).length === 0
  const hasSum = rowAxis.measure === 'sum' || columnAxis.measure === 'sum'
  const open = (name: string, people: number, buckets: (number | null)[], children: string, mix: number) => (
    <button
      type="button"
      disabled={!canOpen || people === 0}
      aria-label={w.open(name, int(people, lang))}
      style={{ background: `color-mix(in srgb, var(--accent, #1668dc) ${mix}%, transparent)` }}
      onClick={() => onCell?.({ buckets })}
    >
      {children}
    </button>
  )
  return (
    <div className="stack">
      <div className="row">
        <Segmented
          size="small"
          aria-label={w.show}
          value={shown}
          onChange={setShown}
          options={SHOWN.filter((s) => s !== 'total' || hasSum).map((s) => ({ value: s, label: w.showOf[s] }))}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className="cohort" tabIndex={0} aria-label={`${label.title(rowAxis)} × ${label.title(columnAxis)}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                {label.title(rowAxis)} ＼ {label.title(columnAxis)}
              </th>
              <th scope="col">{a.total}</th>
              {columns.map((c) => (
                <th scope="col" key={c.bucket} style={{ textAlign: 'center' }}>
                  {label.ends(columnAxis, c.ends, c.bucket)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="whole">
              <th scope="row">{a.total}</th>
              <td>{open(a.total, whole, [null, null], int(whole, lang), 0)}</td>
              {columns.map((c) => {
                const people = of((b) => b.buckets[1] === c.bucket)
                const name = label.ends(columnAxis, c.ends, c.bucket)
                return <td key={c.bucket}>{open(name, people, [null, c.bucket], int(people, lang), 0)}</td>
              })}
            </tr>
            {rows.map((r) => {
              const people = of((b) => b.buckets[0] === r.bucket)
              const rowName = label.ends(rowAxis, r.ends, r.bucket)
              return (
                <tr key={r.bucket}>
                  <th scope="row">{rowName}</th>
                  <td>{open(rowName, people, [r.bucket, null], int(people, lang), 0)}</td>
                  {columns.map((c) => {
                    const b = cells.get(`${r.bucket} ${c.bucket}`)
                    const name = `${rowName} × ${label.ends(columnAxis, c.ends, c.bucket)}`
                    const mix = b ? shadeOf(worth(b) / most) : 0
                    return (
                      <td key={c.bucket}>{open(name, b?.people ?? 0, [r.bucket, c.bucket], b ? text(b) : '0', mix)}</td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </div>
  )
}

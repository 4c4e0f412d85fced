import { Segmented, Table } from 'antd'
import { useState } from 'react'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { figure, useNames } from '../../show'
import type { LookProps, QueryAnswer, Value } from '../../types'
import '../../answers.css'
import './people.css'
import { usePeopleTexts } from './texts'

/** A pair of fewer people says little. */
const FEW = 5
const PAGE = 12
const MIX_MAX = 70

type Pair = { from: Value; to: Value; people: number; both: number; rate: number; base: number; lift: number }
const pairsOf = (answer: QueryAnswer): Pair[] => {
  const at = Object.fromEntries(answer.columns.map((c, i) => [c, i]))
  const n = (row: Value[], name: string) => Number(row[at[name] ?? -1] ?? 0)
  return answer.rows.map((row) => ({
    from: row[at.from ?? 0] ?? null,
    to: row[at.to ?? 1] ?? null,
    people: n(row, 'from_people'),
    both: n(row, 'both'),
    rate: n(row, 'rate'),
    base: n(row, 'base'),
    lift: n(row, 'lift'),
  }))
}
const times = (lift: number) => `${lift.toFixed(2)}×`

/** Who has one thing has another how much oftener than everybody: the strongest pairs, or each with each. */
export default function LiftLook({ query, answer, onCell }: LookProps) {
  const w = usePeopleTexts()
  const lang = useLang()
  const names = useNames()
  const [asMatrix, setMatrix] = useState(false)
  const pairs = pairsOf(answer)
  const name = (v: Value) => names.value(query.node ?? 'type', v)
  const cell = (p: Pair, side?: string) => ({ from: String(p.from), to: String(p.to), ...(side ? { side } : {}) })
  const ranked = pairs.filter((p) => p.both >= FEW).sort((a, b) => b.lift - a.lift)
  const things = [...new Set(pairs.map((p) => p.from))]
  const known = new Map(pairs.map((p) => [JSON.stringify([p.from, p.to]), p]))
  const highest = Math.max(...pairs.map((p) => p.lift), 1)
  const mixOf = (lift: number) => (lift >= 1 ? Math.round(((lift - 1) / Math.max(highest - 1, 0.01)) * MIX_MAX) : 0)
  const link = (label: string, people: number, open: () => void) => (
    <button
      type="button"
      className="linklike num"
      disabled={!onCell || people <= 0}
      aria-label={w.open(label, int(people, lang))}
      onClick={open}
    >
      {int(people, lang)}
    </button>
  )
  return (
    <div className="stack">
      <div className="row">
        <Segmented
          size="small"
          aria-label={w.show}
          value={asMatrix ? 'matrix' : 'list'}
          onChange={(v) => setMatrix(v === 'matrix')}
          options={[
            { value: 'list', label: w.strongest },
            { value: 'matrix', label: w.matrix },
          ]}
        />
        <span className="muted">{asMatrix ? w.matrixHint : w.few(FEW)}</span>
      </div>
      {asMatrix ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        <section className="cohort" tabIndex={0} aria-label={w.matrix}>
          <table>
            <thead>
              <tr>
                <th scope="col">
                  {w.from} ＼ {w.to}
                </th>
                {things.map((t) => (
                  <th scope="col" key={String(t)} style={{ textAlign: 'center' }}>
                    {name(t)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {things.map((from) => (
                <tr key={String(from)}>
                  <th scope="row">{name(from)}</th>
                  {things.map((to) => {
                    const p = known.get(JSON.stringify([from, to]))
                    const background = `color-mix(in srgb, var(--accent, #1668dc) ${p ? mixOf(p.lift) : 0}%, transparent)`
                    return (
                      <td key={String(to)}>
                        {p ? (
                          <button
                            type="button"
                            style={{ background }}
                            disabled={!onCell || p.both === 0}
                            aria-label={w.open(`${name(from)} → ${name(to)} ${times(p.lift)}`, int(p.both, lang))}
                            onClick={() => onCell?.(cell(p))}
                          >
                            {times(p.lift)}
                          </button>
                        ) : (
                          <span>—</span>
                        )}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <Table<Pair>
          size="small"
          rowKey={(p) => JSON.stringify([p.from, p.to])}
          dataSource={ranked}
          scroll={{ x: 'max-content' }}
          pagination={{ pageSize: PAGE, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: w.from, render: (_, p) => name(p.from) },
            { title: w.to, render: (_, p) => name(p.to) },
            {
              title: w.lift,
              align: 'right',
              className: 'num',
              sorter: (a, b) => a.lift - b.lift,
              defaultSortOrder: 'descend',
              render: (_, p) => <b>{times(p.lift)}</b>,
            },
            { title: w.rate, align: 'right', className: 'num', render: (_, p) => figure(p.rate, 'share', lang) },
            { title: w.base, align: 'right', className: 'num', render: (_, p) => figure(p.base, 'share', lang) },
            {
              title: w.people,
              align: 'right',
              render: (_, p) => link(`${name(p.from)} + ${name(p.to)}`, p.both, () => onCell?.(cell(p))),
            },
            {
              title: w.gap,
              align: 'right',
              render: (_, p) =>
                link(`${name(p.from)} − ${name(p.to)}`, p.people - p.both, () => onCell?.(cell(p, 'dropped'))),
            },
          ]}
        />
      )}
    </div>
  )
}

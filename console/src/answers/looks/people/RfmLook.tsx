import { Alert } from 'antd'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { figure } from '../../show'
import type { LookProps } from '../../types'
import { shadeOf } from '../shade'
import { useLabels } from './label'
import './people.css'
import { type Axis, axesOf, bucketsOf, cutsOf, isGood, partsOf } from './spread'
import { usePeopleTexts } from './texts'

/** Recency, frequency, money: the good side of each is 1. */
const CELLS = ['111', '101', '011', '001', '110', '100', '010', '000']
const SHADE_MOST = 45

/** Eight kinds of customers by three cut points, each with its people and its part of the money. */
export default function RfmLook({ query, answer, onCell }: LookProps) {
  const w = usePeopleTexts()
  const lang = useLang()
  const label = useLabels()
  const axes = axesOf(query)
  const part = partsOf(query, answer)[0]
  if (!part) return null
  const cuts = axes.map((_, i) => cutsOf(part, i))
  if (axes.length !== 3 || cuts.some((c) => c.length > 1)) return <Alert type="info" showIcon title={w.rfmUneven} />
  const money = axes.findIndex((axis) => axis.measure === 'sum')
  const moneyWhole = part.buckets.reduce((sum, b) => sum + (b.totals[money] ?? 0), 0)
  const of = (cell: string) =>
    part.buckets.filter(
      (b) =>
        b.buckets.every((n) => n > 0) && axes.every((axis, i) => isGood(axis, b.buckets[i]!) === (cell[i] === '1')),
    )
  const most = Math.max(...CELLS.map((cell) => of(cell).reduce((n, b) => n + b.people, 0)), 1)
  const side = (axis: Axis, i: number, good: boolean) => {
    const cut = cuts[i]?.[0]
    if (cut === undefined) return label.ends(axis, bucketsOf(part, i)[0]?.ends ?? { from: null, to: null }, 1)
    const text = label.number(axis, cut)
    if (axis.measure === 'recency') return good ? w.within(text) : w.longAgo(text)
    return good ? w.atLeast(text) : w.less(text)
  }
  return (
    <div className="rfm">
      {CELLS.map((cell) => {
        const found = of(cell)
        const people = found.reduce((n, b) => n + b.people, 0)
        const spent = found.reduce((n, b) => n + (b.totals[money] ?? 0), 0)
        const name = w.rfmOf[cell] ?? cell
        const mix = shadeOf(people / most, SHADE_MOST)
        return (
          <button
            key={cell}
            type="button"
            className="rfm-cell"
            disabled={!onCell || people === 0}
            title={w.open(name, int(people, lang))}
            style={{ background: `color-mix(in srgb, var(--accent, #1668dc) ${mix}%, transparent)` }}
            onClick={() => onCell?.({ buckets: found[0]!.buckets })}
          >
            <span className="rfm-name">{name}</span>
            <span>
              <span className="rfm-count num">{int(people, lang)}</span>{' '}
              <span className="num">{figure(people / Math.max(Number(part.whole.people ?? 0), 1), 'share', lang)}</span>
            </span>
            {money >= 0 && (
              <span className="num">
                {label.number(axes[money]!, spent)} · {w.moneyShare}{' '}
                {figure(moneyWhole > 0 ? spent / moneyWhole : null, 'share', lang)}
              </span>
            )}
            <span className="rfm-chips">
              {axes.map((axis, i) => (
                <span key={axis.measure}>{side(axis, i, cell[i] === '1')}</span>
              ))}
            </span>
            <span className="rfm-note">{w.rfmHint[cell]}</span>
          </button>
        )
      })}
    </div>
  )
}

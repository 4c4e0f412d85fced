import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { figure, useNames } from '../../show'
import type { LookProps } from '../../types'
import { useLabels } from './label'
import './people.css'
import { axesOf, type Part, partsOf } from './spread'
import { usePeopleTexts } from './texts'

/** How many people have which number, or how long it took how often: bars, each leading to its people. */
export default function SpreadLook({ query, answer, onCell }: LookProps) {
  const w = usePeopleTexts()
  const lang = useLang()
  const names = useNames()
  const label = useLabels()
  const axis = axesOf(query)[0]!
  const isInterval = query.kind === 'interval'
  const parts = partsOf(query, answer)
  const canOpen = onCell && (query.dimensions ?? []).length === 0
  const figures = (part: Part): [string, string][] => {
    const v = (name: string) => part.whole[name] ?? null
    const people: [string, string] = [w.people, int(Number(v('people')), lang)]
    return isInterval
      ? [
          [w.intervals, int(Number(v('count')), lang)],
          people,
          [w.q1, label.mean(axis, v('q1_ms'))],
          [w.median, label.mean(axis, v('median_ms'))],
          [w.q3, label.mean(axis, v('q3_ms'))],
          [w.average, label.mean(axis, v('average_ms'))],
        ]
      : [
          people,
          [w.average, label.mean(axis, v('average'))],
          [w.median, label.mean(axis, v('median'))],
          [w.p90, label.mean(axis, v('p90'))],
          ...(axis.measure === 'sum' || axis.measure === 'events'
            ? ([[w.total, label.number(axis, v('total'))]] as [string, string][])
            : []),
        ]
  }
  return (
    <div className="spreads">
      {parts.map((part) => {
        const most = Math.max(...part.buckets.map((b) => b.count), 1)
        return (
          <section key={JSON.stringify(part.name ?? null)} aria-label={label.title(axis)}>
            {part.name !== undefined && <h3>{names.value(query.dimensions?.[0] ?? '', part.name)}</h3>}
            <dl className="spread-figures">
              {figures(part).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="num">{value}</dd>
                </div>
              ))}
            </dl>
            <ol className="spread">
              {part.buckets.map((b) => {
                const name = label.ends(axis, b.ends[0]!, b.buckets[0]!)
                return (
                  <li key={b.buckets[0]}>
                    <button
                      type="button"
                      disabled={!canOpen || b.people === 0}
                      title={w.open(name, int(b.people, lang))}
                      onClick={() => onCell?.({ buckets: b.buckets })}
                    >
                      <span className="spread-name">{name}</span>
                      <span className="spread-track">
                        <span className="spread-bar" style={{ width: `${(b.count / most) * 100}%` }} />
                      </span>
                      <b className="num">{int(b.count, lang)}</b>
                      <span className="num muted">{figure(b.share, 'share', lang)}</span>
                    </button>
                  </li>
                )
              })}
            </ol>
          </section>
        )
      })}
    </div>
  )
}

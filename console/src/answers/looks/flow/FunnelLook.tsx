import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { figure, useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps, Value } from '../../types'
import '../../answers.css'

type Step = { step: number; name: string; count: number; dropped: number; rate: Value; stepRate: Value; median: Value }

const stepsOf = (answer: LookProps['answer'], part: Value[]): Step[] => {
  const at = (name: string) => answer.columns.indexOf(name)
  const first = at('step')
  return answer.rows
    .filter((row) => JSON.stringify(row.slice(0, first)) === JSON.stringify(part))
    .map((row) => ({
      step: Number(row[first]),
      name: String(row[at('name')]),
      count: Number(row[at('count')]),
      dropped: Number(row[at('dropped')]),
      rate: row[at('rate')] ?? null,
      stepRate: row[at('step_rate')] ?? null,
      median: row[at('median_ms')] ?? null,
    }))
}

/** Steps as bars of their share of the first, with who was lost between them; one funnel for each part. */
export default function FunnelLook({ query, answer, onCell }: LookProps) {
  const w = useAnswerTexts()
  const lang = useLang()
  const names = useNames()
  const first = answer.columns.indexOf('step')
  const parts = [...new Map(answer.rows.map((r) => [JSON.stringify(r.slice(0, first)), r.slice(0, first)])).values()]
  const canOpen = onCell && first === 0
  return (
    <div className="funnels">
      {parts.map((part) => (
        <section
          key={JSON.stringify(part)}
          aria-label={part.length > 0 ? names.value(query.dimensions?.[0] ?? '', part[0] ?? null) : w.step}
        >
          {part.length > 0 && <h3>{names.value(query.dimensions?.[0] ?? '', part[0] ?? null)}</h3>}
          <ol className="funnel">
            {stepsOf(answer, part).map((s) => (
              <li key={s.step}>
                {s.step > 1 && (
                  <div className="funnel-between">
                    <span>
                      ↓ <b>{figure(s.stepRate, 'share', lang)}</b> <span className="muted">{w.stepRate}</span>
                    </span>
                    {s.median !== null && (
                      <span className="muted">
                        {w.median} {figure(s.median, 'ms', lang)}
                      </span>
                    )}
                    <button
                      type="button"
                      className="linklike bad"
                      disabled={!canOpen || s.dropped === 0}
                      onClick={() => onCell?.({ step: s.step, side: 'dropped' })}
                    >
                      {w.dropped} {int(s.dropped, lang)}
                    </button>
                  </div>
                )}
                <button
                  type="button"
                  className="funnel-step"
                  disabled={!canOpen || s.count === 0}
                  onClick={() => onCell?.({ step: s.step })}
                >
                  <span className="funnel-bar" style={{ width: `${Math.max(Number(s.rate ?? 0) * 100, 0.5)}%` }} />
                  <span className="funnel-text">
                    <span className="funnel-no">{s.step}</span>
                    <span className="funnel-name">{names.event(s.name)}</span>
                    <b className="num">{int(s.count, lang)}</b>
                    <span className="num">{figure(s.rate, 'share', lang)}</span>
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

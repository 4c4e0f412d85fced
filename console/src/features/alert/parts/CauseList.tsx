import { figure, useNames } from '@/answers/show'
import { useLang } from '@/i18n'
import type { Cause } from '../queries'
import type { Units } from '../said'
import { useAlertTexts } from '../texts'

/** What made most of a change: a bar a store, member of staff, code … as long as its share. */
export function CauseList({ causes, unit, of }: { causes: Cause[] } & Units) {
  const w = useAlertTexts()
  const lang = useLang()
  const names = useNames()
  const nameOf = (dimension: string, name: string) =>
    dimension === 'by'
      ? (w.byOf[name] ?? name)
      : names.value(dimension === 'add_way' ? 'property.add_way' : dimension, name)
  if (causes.length === 0) return <span className="muted">{w.noCause}</span>
  return (
    <div className="alert-causes">
      {causes.map((cause) => (
        <section key={cause.dimension}>
          <h3>
            {w.causeOf[cause.dimension] ?? cause.dimension}
            {unit === 'share' && <span className="muted"> · {w.ratioCause}</span>}
          </h3>
          <ul>
            {cause.items.map((item) => (
              <li key={item.key}>
                <span className="alert-cause-name" title={nameOf(cause.dimension, item.name)}>
                  {nameOf(cause.dimension, item.name)}
                </span>
                <span className="num">
                  {figure(item.before, of, lang)} → <b>{figure(item.value, of, lang)}</b>
                </span>
                <span className="alert-bar" aria-hidden>
                  <span style={{ width: `${Math.min(100, Math.max(2, Math.abs(item.share) / 100))}%` }} />
                </span>
                <span className="muted num">{item.share !== 0 && w.share(`${(item.share / 100).toFixed(0)}%`)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

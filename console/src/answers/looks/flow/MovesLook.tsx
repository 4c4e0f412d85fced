import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps } from '../../types'
import '../../answers.css'
import { shadeOf } from '../shade'
import { movesOf } from './moves'

/** From which channel to which people move, as heat. */
export default function MovesLook({ query, answer }: LookProps) {
  const w = useAnswerTexts()
  const lang = useLang()
  const names = useNames()
  const m = movesOf(answer.rows, (value) => (value === 'other' ? w.other : names.value(query.node ?? 'type', value)))
  const highest = Math.max(...m.cells.flat(), 1)
  const sum = (of: number[]) => of.reduce((a, b) => a + b, 0)
  if (m.whole === 0) return <p className="muted">{w.noMoves}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className="cohort" tabIndex={0} aria-label={w.moves}>
      <table>
        <thead>
          <tr>
            <th scope="col">{w.fromTo}</th>
            {m.channels.map((to) => (
              <th scope="col" key={to} style={{ textAlign: 'center' }}>
                {to}
              </th>
            ))}
            <th scope="col">{w.movedAway}</th>
          </tr>
        </thead>
        <tbody>
          {m.channels.map((from, i) => (
            <tr key={from}>
              <th scope="row">{from}</th>
              {m.channels.map((to, j) => {
                const count = m.cells[i]?.[j] ?? 0
                const mix = shadeOf(count / highest)
                return (
                  <td key={to}>
                    <span style={{ background: `color-mix(in srgb, var(--accent, #1668dc) ${mix}%, transparent)` }}>
                      {i === j ? '—' : count === 0 ? ' ' : int(count, lang)}
                    </span>
                  </td>
                )
              })}
              <td className="num">{int(sum(m.cells[i] ?? []), lang)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{w.movedHere}</th>
            {m.channels.map((to, j) => (
              <td className="num" key={to} style={{ textAlign: 'center' }}>
                {int(sum(m.cells.map((row) => row[j] ?? 0)), lang)}
              </td>
            ))}
            <td className="num">{int(m.whole, lang)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}

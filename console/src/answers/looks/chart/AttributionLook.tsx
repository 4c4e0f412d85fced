import { usePrefs } from '@/ui/prefs'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps, Value } from '../../types'
import '../../answers.css'
import { tonesFor } from '@/ui/chart/tones'

/** All models side by side: a bar each, divided by touch; below it the figures, whose columns all have the same sum. */
export default function AttributionLook({ query, answer }: LookProps) {
  const w = useAnswerTexts()
  const names = useNames()
  const { colorBlind } = usePrefs()
  const tones = tonesFor(colorBlind)
  const models = answer.columns.slice(2).filter((c) => c in w.modelOf)
  const by = String((query.touches as { by?: string } | undefined)?.by ?? 'type')
  const credited = String((query.cost as { model?: string } | undefined)?.model ?? 'linear')
  const unit = String((query.goal as { value?: string } | undefined)?.value ?? '')
  const touched = answer.rows.filter((row) => row[0] !== null)
  const at = (model: string) => answer.columns.indexOf(model)
  const sum = (rows: Value[][], i: number) => rows.reduce((total, row) => total + Number(row[i] ?? 0), 0)
  const worth = answer.columns.slice(2 + models.length)
  const unitOfWorth = (c: string) => (c === 'cost' || c === 'cost_per_person' ? 'cost_fen' : c)
  const totalOf = (c: string): Value => {
    const all = (name: string) => sum(answer.rows, at(name))
    if (c === 'repeat_rate') return all('buyers') > 0 ? all('repeat_buyers') / all('buyers') : null
    if (c === 'cost_per_person') return all('people') > 0 ? all('cost') / all('people') : null
    if (c === 'roi')
      return all('cost') > 0 && models.includes(credited) ? sum(touched, at(credited)) / all('cost') : null
    return all(c)
  }
  const nameOf = (row: Value[]) => (row[0] === null ? w.noTouch : names.value(by, row[0] ?? null))
  const show = (n: number) => names.figure(Math.round(n * 100) / 100, unit)
  /** What finds no colour of its own is grey: none stands for two. */
  const tone = (i: number) => tones[i] ?? 'var(--soft)'
  const figureOf = (v: Value, c: string) =>
    c === 'roi' && v !== null ? Number(v).toFixed(2) : names.figure(v, unitOfWorth(c))
  return (
    <div className="stack">
      {models.some((model) => sum(touched, at(model)) > 0) && (
        <div className="models" role="img" aria-label={w.byModel}>
          {models.map((model) => {
            const whole = sum(touched, at(model))
            return (
              <div className="model" key={model}>
                <span className="muted">{w.modelOf[model] ?? model}</span>
                <div className="model-bar">
                  {touched.map((row, i) => {
                    const share = whole > 0 ? Number(row[at(model)] ?? 0) / whole : 0
                    return (
                      <span
                        key={String(row[0])}
                        style={{ width: `${share * 100}%`, background: tone(i) }}
                        title={`${nameOf(row)} ${show(Number(row[at(model)] ?? 0))} · ${(share * 100).toFixed(1)}%`}
                      />
                    )
                  })}
                </div>
              </div>
            )
          })}
        </div>
      )}
      <div className="cohort">
        <table className="model-figures">
          <thead>
            <tr>
              <th scope="col">{w.touch}</th>
              <th scope="col">{w.touches}</th>
              {models.map((model) => (
                <th scope="col" key={model}>
                  {w.modelOf[model] ?? model}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row, i) => (
              <tr key={String(row[0])}>
                <th scope="row">
                  {row[0] !== null && <span className="dot" style={{ background: tone(touched.indexOf(row)) }} />}
                  <span className={row[0] === null ? 'muted' : undefined}>{nameOf(row)}</span>
                </th>
                <td>{row[0] === null ? '—' : names.figure(row[1] ?? null, '')}</td>
                {models.map((model) => (
                  <td key={model}>{show(Number(answer.rows[i]?.[at(model)] ?? 0))}</td>
                ))}
              </tr>
            ))}
            <tr className="whole">
              <th scope="row">{w.total}</th>
              <td>{names.figure(sum(touched, 1), '')}</td>
              {models.map((model) => (
                <td key={model}>{show(sum(answer.rows, at(model)))}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      {worth.length > 0 && (
        <div className="cohort">
          <table className="model-figures">
            <thead>
              <tr>
                <th scope="col">{w.touch}</th>
                {worth.map((c) => (
                  <th scope="col" key={c}>
                    {w.dimensionOf[c] ?? c}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {touched.map((row) => (
                <tr key={String(row[0])}>
                  <th scope="row">{nameOf(row)}</th>
                  {worth.map((c) => (
                    // What brought less than it cost stands out.
                    <td key={c} className={c === 'roi' && row[at(c)] !== null && Number(row[at(c)]) < 1 ? 'under' : ''}>
                      {figureOf(row[at(c)] ?? null, c)}
                    </td>
                  ))}
                </tr>
              ))}
              <tr className="whole">
                <th scope="row">{w.total}</th>
                {worth.map((c) => (
                  <td key={c}>{figureOf(totalOf(c), c)}</td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

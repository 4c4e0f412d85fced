import { Segmented } from 'antd'
import { useState } from 'react'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { useMetrics } from '../../queries'
import { useNames } from '../../show'
import { isSum } from '../../sums'
import { useAnswerTexts } from '../../texts'
import type { LookProps, Value } from '../../types'
import { behind } from '../pivot/behind'
import { DIVISIONS, type Division, foundIn } from './divisions'
import { Legend, shade } from './Legend'
import './grid.css'

const RANKED = 10

/** A pivot by province as the 34 divisions of China, each a tile that opens its people, with the first of them by rank. */
export default function DivisionsLook({ query, answer, onPeople, height }: LookProps) {
  const w = useAnswerTexts()
  const lang = useLang()
  const names = useNames()
  const catalogue = useMetrics()
  const dimension = query.dimensions?.[0] ?? ''
  const figures = answer.columns.slice(1).filter((c) => c !== 'level')
  const [chosen, setChosen] = useState<string | null>(null)
  const column = chosen !== null && figures.includes(chosen) ? chosen : (figures[0] ?? '')
  const figure = Math.max(figures.indexOf(column), 0)
  const metrics = catalogue.data?.items ?? []
  const isAdded = isSum(query.metrics?.[figure] ?? 'events', metrics)
  const { found, others } = foundIn(answer, column, isAdded)
  const figureOf = (d: Division) => found.get(d.code)?.value ?? 0
  const apart = DIVISIONS.flatMap((d) => (found.get(d.code)?.value === null ? found.get(d.code)!.rows : []))
  const most = Math.max(...DIVISIONS.map(figureOf), Number.EPSILON)
  const whole = DIVISIONS.reduce((sum, d) => sum + figureOf(d), 0)
  const said = (raw: Value, value: Value) => `${names.value(dimension, raw)} ${names.figure(value, column)}`
  const saidFew = (all: string[]) => `${all.slice(0, RANKED).join(' · ')}${all.length > RANKED ? ' …' : ''}`
  const called = (d: Division) => (lang === 'en-US' ? d.en : d.zh)
  const short = (v: number) =>
    names.unit(column) === 'fen'
      ? `¥${new Intl.NumberFormat(lang, { notation: 'compact', maximumFractionDigits: 1 }).format(v / 100)}`
      : names.unit(column) === 'count'
        ? int(Math.round(v), lang)
        : names.figure(v, column)
  const ranked = DIVISIONS.filter((d) => (found.get(d.code)?.value ?? null) !== null).sort(
    (a, b) => figureOf(b) - figureOf(a),
  )
  const onTile = (d: Division) => {
    const one = found.get(d.code)
    if (one?.value === null) return w.divisionRows(one.rows.length)
    return figureOf(d) > 0 ? short(figureOf(d)) : ''
  }
  const canOpen = (d: Division) => onPeople !== undefined && onTile(d) !== ''
  const open = (d: Division) => {
    const here = { in: [{ var: dimension }, (found.get(d.code)?.rows ?? []).map((r) => r.raw)] }
    const filters = query.filters === undefined ? here : { and: [query.filters, here] }
    onPeople?.({
      title: `${called(d)} · ${names.column(column)}`,
      query: behind({ ...query, filters }, figure, [], metrics),
    })
  }
  const told = (d: Division) => {
    const one = found.get(d.code)
    const all = one?.value === null ? one.rows.map((r) => said(r.raw, r.figure)) : [names.figure(figureOf(d), column)]
    return `${called(d)} · ${saidFew(all)}`
  }
  return (
    <div className="stack">
      {figures.length > 1 && (
        <div className="figures-of">
          <Segmented
            size="small"
            aria-label={w.measure}
            value={column}
            onChange={setChosen}
            options={figures.map((c) => ({ value: c, label: names.column(c) }))}
          />
        </div>
      )}
      <div className={height === undefined ? 'divisions-both' : ''}>
        <div className="divisions">
          {DIVISIONS.map((d) => (
            <button
              key={d.code}
              type="button"
              title={told(d)}
              disabled={!canOpen(d)}
              style={{ gridColumn: d.column, gridRow: d.row, background: shade(figureOf(d), most) }}
              onClick={() => open(d)}
            >
              <span>{lang === 'en-US' ? d.code : d.zh}</span>
              <span className="num">{onTile(d)}</span>
            </button>
          ))}
        </div>
        {height === undefined && (
          <ol className="ranked">
            {ranked.slice(0, RANKED).map((d, i) => {
              const value = figureOf(d)
              return (
                <li key={d.code}>
                  <span className="muted num">{i + 1}</span>
                  <span>{called(d)}</span>
                  <span className="ranked-track" aria-hidden="true">
                    <span style={{ width: `${(value / most) * 100}%` }} />
                  </span>
                  <b className="num">{names.figure(value, column)}</b>
                  <span className="num muted">
                    {isAdded && whole > 0 ? `${((value / whole) * 100).toFixed(1)}%` : ''}
                  </span>
                </li>
              )
            })}
          </ol>
        )}
      </div>
      <Legend most={names.figure(most, column)} />
      {apart.length > 0 && <div className="muted">{w.notAdded + saidFew(apart.map((r) => said(r.raw, r.figure)))}</div>}
      {others.length > 0 && (
        <div className="muted">{w.noDivision + saidFew(others.map(([raw, v]) => said(raw ?? null, v ?? null)))}</div>
      )}
    </div>
  )
}

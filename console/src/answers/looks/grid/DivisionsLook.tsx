import { Segmented } from 'antd'
import { useState } from 'react'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { useMetrics } from '../../queries'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps } from '../../types'
import { behind } from '../pivot/behind'
import { DIVISIONS, type Division, divisionOf } from './divisions'
import { Legend, shade } from './Legend'
import './grid.css'

const RANKED = 10

type Found = { value: number; raws: string[] }

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
  const place = answer.columns.indexOf(column)
  const found = new Map<string, Found>()
  const others: string[] = []
  for (const row of answer.rows) {
    const raw = row[0] === null ? null : String(row[0])
    const division = raw === null ? undefined : divisionOf(raw)
    if (raw === null || !division) {
      others.push(`${names.value(dimension, raw)} ${names.figure(row[place] ?? null, column)}`)
      continue
    }
    const known = found.get(division.code) ?? { value: 0, raws: [] }
    found.set(division.code, { value: known.value + Number(row[place] ?? 0), raws: [...known.raws, raw] })
  }
  const most = Math.max(...[...found.values()].map((f) => f.value), 1)
  const whole = [...found.values()].reduce((sum, f) => sum + f.value, 0)
  const called = (d: Division) => (lang === 'en-US' ? d.en : d.zh)
  const short = (v: number) =>
    names.unit(column) === 'fen'
      ? `¥${new Intl.NumberFormat(lang, { notation: 'compact', maximumFractionDigits: 1 }).format(v / 100)}`
      : int(Math.round(v), lang)
  const ranked = DIVISIONS.filter((d) => found.has(d.code)).sort(
    (a, b) => found.get(b.code)!.value - found.get(a.code)!.value,
  )
  const canOpen = (d: Division) => onPeople !== undefined && (found.get(d.code)?.value ?? 0) > 0
  const open = (d: Division) => {
    const here = { in: [{ var: dimension }, found.get(d.code)?.raws ?? []] }
    const filters = query.filters === undefined ? here : { and: [query.filters, here] }
    onPeople?.({
      title: `${called(d)} · ${names.column(column)}`,
      query: behind({ ...query, filters }, place - 1, [], catalogue.data?.items ?? []),
    })
  }
  const told = (d: Division) => `${called(d)} · ${names.figure(found.get(d.code)?.value ?? 0, column)}`
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
          {DIVISIONS.map((d) => {
            const value = found.get(d.code)?.value ?? 0
            return (
              <button
                key={d.code}
                type="button"
                title={told(d)}
                disabled={!canOpen(d)}
                style={{ gridColumn: d.column, gridRow: d.row, background: shade(value, most) }}
                onClick={() => open(d)}
              >
                <span>{lang === 'en-US' ? d.code : d.zh}</span>
                <span className="num">{value > 0 ? short(value) : ''}</span>
              </button>
            )
          })}
        </div>
        {height === undefined && (
          <ol className="ranked">
            {ranked.slice(0, RANKED).map((d, i) => {
              const value = found.get(d.code)?.value ?? 0
              return (
                <li key={d.code}>
                  <span className="muted num">{i + 1}</span>
                  <span>{called(d)}</span>
                  <span className="ranked-track" aria-hidden="true">
                    <span style={{ width: `${(value / most) * 100}%` }} />
                  </span>
                  <b className="num">{names.figure(value, column)}</b>
                  <span className="num muted">{whole > 0 ? `${((value / whole) * 100).toFixed(1)}%` : ''}</span>
                </li>
              )
            })}
          </ol>
        )}
      </div>
      <Legend most={names.figure(most, column)} />
      {others.length > 0 && (
        <div className="muted">
          {w.noDivision}
          {others.slice(0, RANKED).join(' · ')}
          {others.length > RANKED && ' …'}
        </div>
      )}
    </div>
  )
}

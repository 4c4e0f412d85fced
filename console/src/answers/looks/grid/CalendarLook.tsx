import { Segmented } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useLang } from '@/i18n'
import { useMetrics } from '../../queries'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps, Value } from '../../types'
import { behind } from '../pivot/behind'
import { darkest, monthsOf, weekdayOf, weeksOf } from './calendar'
import { Legend, shade } from './Legend'
import './grid.css'

const MOVES: Record<string, number> = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1 }

/** Every day of a trend as a square: a column a week, Monday on top. Arrow keys move from day to day. */
export default function CalendarLook({ query, answer, onPeople }: LookProps) {
  const w = useAnswerTexts()
  const lang = useLang()
  const names = useNames()
  const catalogue = useMetrics()
  const figures = answer.columns.slice(1)
  const [chosen, setChosen] = useState<string | null>(null)
  const column = chosen !== null && figures.includes(chosen) ? chosen : (figures[0] ?? '')
  const place = answer.columns.indexOf(column)
  const days = answer.rows.map((row) => String(row[0]))
  const values = new Map<string, Value>(answer.rows.map((row) => [String(row[0]), row[place] ?? null]))
  const [focused, setFocused] = useState<string | null>(null)
  const reached = focused !== null && values.has(focused) ? focused : days[days.length - 1]
  const box = useRef<HTMLElement>(null)
  const last = days[days.length - 1]
  // On a phone the latest weeks are seen first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another last day is another calendar
  useEffect(() => {
    if (box.current) box.current.scrollLeft = box.current.scrollWidth
  }, [last])
  const weeks = weeksOf(days)
  const most = darkest([...values.values()])
  const move = (e: KeyboardEvent) => {
    const step = MOVES[e.key]
    const next = step !== undefined && reached ? days[days.indexOf(reached) + step] : undefined
    if (next === undefined) return
    e.preventDefault()
    setFocused(next)
    box.current?.querySelector<HTMLButtonElement>(`[data-day="${next}"]`)?.focus()
  }
  const short = new Intl.DateTimeFormat(lang, { month: 'short', timeZone: 'UTC' })
  const monthName = (month: string) =>
    lang === 'en-US' ? short.format(new Date(`${month}-01`)) : `${Number(month.slice(5))} 月`
  const told = (day: string) =>
    `${day} ${w.weekdays[weekdayOf(day)]} · ${names.column(column)} ${names.figure(values.get(day) ?? null, column)}`
  const open = (day: string) =>
    onPeople?.({
      title: `${day} · ${names.column(column)}`,
      query: behind(query, place - 1, [{ dimension: 'day', value: day }], catalogue.data?.items ?? []),
    })
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
      <section className="calendar" ref={box} aria-label={names.column(column)}>
        <table onKeyDown={move}>
          <thead>
            <tr>
              <td />
              {monthsOf(weeks).map((m) =>
                m.weeks > 1 ? (
                  <th key={m.month} colSpan={m.weeks} scope="colgroup" title={m.month}>
                    {monthName(m.month)}
                  </th>
                ) : (
                  <td key={m.month} />
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {w.weekdays.map((weekday, d) => (
              <tr key={weekday}>
                <th scope="row">{d % 2 === 0 ? weekday : <span className="sr-only">{weekday}</span>}</th>
                {weeks.map((week, i) => {
                  const day = week[d]
                  if (!day) return <td key={`${i} ${d}`} />
                  const value = Number(values.get(day) ?? 0)
                  return (
                    <td key={day}>
                      <button
                        type="button"
                        data-day={day}
                        tabIndex={day === reached ? 0 : -1}
                        title={told(day)}
                        aria-label={told(day)}
                        aria-disabled={!onPeople || value === 0}
                        style={{ background: shade(value, most) }}
                        onFocus={() => setFocused(day)}
                        onClick={() => value !== 0 && open(day)}
                      />
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Legend most={names.figure(most, column)} />
    </div>
  )
}

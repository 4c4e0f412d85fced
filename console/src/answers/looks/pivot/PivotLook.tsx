import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons'
import { type CSSProperties, useMemo, useState } from 'react'
import { useLang } from '@/i18n'
import { useMetrics } from '../../queries'
import { figure, useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps, PivotShow, Value } from '../../types'
import { behind } from './behind'
import { PivotHead } from './PivotHead'
import { highestOf, type Pivot, type PivotColumn, type PivotRow, pivotOf, rowsOf, runningOf, shareOf } from './pivot'
import { useWindow } from './useWindow'
import './pivot.css'

const ROW = 32
const MIX_MAX = 60
const NAME_WIDTH = 150
const CELL_WIDTH = 104

/** What a figure is shown as, and its text. */
function useCellText(pivot: Pivot, rows: PivotRow[], show: PivotShow, columns: string[]) {
  const names = useNames()
  const lang = useLang()
  const running = useMemo(
    () => (show.as ?? []).map((as, i) => (as === 'running' ? runningOf(pivot, rows, i) : null)),
    [pivot, rows, show.as],
  )
  return (row: PivotRow, column: string, at: number): string => {
    const as = show.as?.[at] ?? 'value'
    const value: Value = row.cells.get(column)?.[at] ?? null
    if (value === null) return ''
    if (as === 'value' || (as === 'running' && row.path.length === 0)) return names.figure(value, columns[at] ?? '')
    if (as === 'running') return names.figure(running[at]?.get(`${row.key} ${column}`) ?? null, columns[at] ?? '')
    const share = shareOf(pivot, row, column, at, as)
    return share === null ? '' : figure(share, 'share', lang)
  }
}

/** Any dimensions by any others: totals of every part, heat, order by any column; only the rows in sight are drawn. */
export default function PivotLook({ query, answer, show: given, onShow, onPeople, height }: LookProps) {
  const w = useAnswerTexts()
  const names = useNames()
  const catalogue = useMetrics()
  const [own, setOwn] = useState<PivotShow>({})
  const [folded, setFolded] = useState<Set<string>>(new Set())
  const show = onShow ? (given ?? {}) : { ...given, ...own }
  const setShow = (patch: PivotShow) => (onShow ? onShow({ ...show, ...patch }) : setOwn({ ...own, ...patch }))
  const pivot = useMemo(() => pivotOf(query, answer), [query, answer])
  const { sort } = show
  const rows = useMemo(() => rowsOf(pivot, sort, folded), [pivot, sort, folded])
  const figures = answer.columns.slice(answer.columns.length - pivot.figures)
  const text = useCellText(pivot, rows, show, figures)
  const highest = useMemo(
    () => Array.from({ length: pivot.figures }, (_, i) => highestOf(pivot, rows, i)),
    [pivot, rows],
  )
  const box = useWindow(rows.length, ROW)
  const down = Math.max(pivot.rowBy.length, 1)
  const depth = pivot.rowBy.length

  const heat = (row: PivotRow, column: PivotColumn, at: number): CSSProperties | undefined => {
    if (show.heat === false || row.path.length < depth || column.path.length < pivot.columnBy.length) return undefined
    const part = Number(row.cells.get(column.key)?.[at] ?? 0) / (highest[at] || 1)
    const mix = Math.round(Math.max(part, 0) * MIX_MAX)
    return mix > 0 ? { background: `color-mix(in srgb, var(--accent, #1668dc) ${mix}%, transparent)` } : undefined
  }
  const toggle = (key: string) => {
    const next = new Set(folded)
    if (!next.delete(key)) next.add(key)
    setFolded(next)
  }
  const open = (row: PivotRow, column: PivotColumn, at: number) => {
    const where = [
      ...row.path.map((value, i) => ({ dimension: pivot.rowBy[i] ?? '', value })),
      ...column.path.map((value, i) => ({ dimension: pivot.columnBy[i] ?? '', value })),
    ]
    onPeople?.({
      title: [...where.map((one) => names.value(one.dimension, one.value)), names.column(figures[at] ?? '')].join(
        ' · ',
      ),
      query: behind(query, at, where, catalogue.data?.items ?? []),
    })
  }
  const nameOf = (row: PivotRow, at: number) => {
    if (row.path.length === 0) return at === 0 ? w.total : ''
    if (at !== row.path.length - 1) return ''
    return names.value(pivot.rowBy[at] ?? '', row.path[at] ?? null)
  }
  const isGroup = (row: PivotRow) => row.path.length > 0 && row.path.length < depth
  const line = (row: PivotRow, index: number) => (
    <tr
      key={row.key}
      aria-rowindex={index + 1}
      className={row.path.length === 0 ? 'pivot-total' : isGroup(row) ? 'pivot-group' : undefined}
      style={{ height: ROW }}
    >
      {Array.from({ length: down }, (_, at) => (
        <th key={at} scope="row" style={{ left: at * NAME_WIDTH }} title={nameOf(row, at)}>
          {isGroup(row) && at === row.path.length - 1 ? (
            <button
              type="button"
              className="linklike pivot-fold"
              aria-expanded={!folded.has(row.key)}
              onClick={() => toggle(row.key)}
            >
              {folded.has(row.key) ? <CaretRightOutlined /> : <CaretDownOutlined />} {nameOf(row, at)}
            </button>
          ) : (
            nameOf(row, at)
          )}
        </th>
      ))}
      {pivot.columns.flatMap((column) =>
        figures.map((_, at) => {
          const shown = text(row, column.key, at)
          return (
            <td key={`${column.key} ${at}`} style={heat(row, column, at)}>
              {shown !== '' && onPeople ? (
                <button type="button" className="linklike" onClick={() => open(row, column, at)}>
                  {shown}
                </button>
              ) : (
                shown
              )}
            </td>
          )
        }),
      )}
    </tr>
  )
  const drawn = rows.slice(box.first, box.last)
  return (
    <div className="stack tight">
      {(pivot.isCut || answer.is_cut) && <span className="muted">{w.pivotCut}</span>}
      <section
        ref={box.ref}
        className="pivot"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        tabIndex={0}
        aria-label={w.pivotTable}
        style={{ maxHeight: height ?? 560 }}
        onScroll={box.onScroll}
      >
        <table
          aria-rowcount={rows.length + 1}
          style={{ width: down * NAME_WIDTH + pivot.columns.length * figures.length * CELL_WIDTH }}
        >
          <colgroup>
            {Array.from({ length: down }, (_, i) => (
              <col key={i} style={{ width: NAME_WIDTH }} />
            ))}
            {pivot.columns.flatMap((c) =>
              figures.map((_, at) => <col key={`${c.key} ${at}`} style={{ width: CELL_WIDTH }} />),
            )}
          </colgroup>
          <PivotHead
            pivot={pivot}
            figures={figures}
            show={show}
            nameWidth={NAME_WIDTH}
            onSort={(sort) => setShow({ sort })}
          />
          <tbody>
            {line(pivot.total, 0)}
            {box.first > 0 && <tr aria-hidden style={{ height: box.first * ROW }} />}
            {drawn.map((row, i) => line(row, box.first + i + 1))}
            {box.last < rows.length && <tr aria-hidden style={{ height: (rows.length - box.last) * ROW }} />}
          </tbody>
        </table>
      </section>
      <span className="muted">{w.pivotRows(rows.length)}</span>
    </div>
  )
}

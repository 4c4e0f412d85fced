import { type CSSProperties, type KeyboardEvent, type MouseEvent, useMemo, useState } from 'react'
import { useLang } from '@/i18n'
import { useMetrics } from '../../queries'
import { figure, useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps, PivotShow, Value } from '../../types'
import { shadeOf } from '../shade'
import { behind } from './behind'
import { PivotHead } from './PivotHead'
import { CELL_WIDTH, type Drawing, NAME_WIDTH, PivotLine, ROW } from './PivotLine'
import { highestOf, type Pivot, type PivotColumn, type PivotRow, pivotOf, rowsOf, runningOf, shareOf } from './pivot'
import { useKept } from './useKept'
import { useWindow } from './useWindow'
import './pivot.css'

const SHADE_MOST = 60

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

/** Any dimensions by any others: totals of every part, heat, order by any column; only the rows in sight are drawn.
 * The arrow keys go from cell to cell, Enter opens the people of one. */
export default function PivotLook({ query, answer, show: given, onShow, onPeople, height }: LookProps) {
  const w = useAnswerTexts()
  const names = useNames()
  const lang = useLang()
  const catalogue = useMetrics()
  const [own, setOwn] = useState<PivotShow>({})
  const [folded, setFolded] = useState<Set<string>>(new Set())
  const [at, setAt] = useState<[row: number, cell: number] | null>(null)
  const show = onShow ? (given ?? {}) : { ...given, ...own }
  const setShow = (patch: PivotShow) => (onShow ? onShow({ ...show, ...patch }) : setOwn({ ...own, ...patch }))
  const pivot = useMemo(() => pivotOf(query, answer), [query, answer])
  const sortText = JSON.stringify(show.sort ?? null)
  const below = useMemo(
    () => rowsOf(pivot, (JSON.parse(sortText) as PivotShow['sort']) ?? undefined, folded),
    [pivot, sortText, folded],
  )
  const rows = useMemo(() => [pivot.total, ...below], [pivot, below])
  const figures = answer.columns.slice(answer.columns.length - pivot.figures)
  const text = useCellText(pivot, below, show, figures)
  const highest = useMemo(
    () => Array.from({ length: pivot.figures }, (_, i) => highestOf(pivot, below, i)),
    [pivot, below],
  )
  const box = useWindow(rows.length, ROW)
  const depth = pivot.rowBy.length
  const down = Math.max(depth, 1)
  const cells = pivot.columns.length * figures.length

  const heat = (row: PivotRow, column: PivotColumn, i: number): CSSProperties | undefined => {
    if (show.heat === false || row.path.length < depth || column.path.length < pivot.columnBy.length) return undefined
    const part = Number(row.cells.get(column.key)?.[i] ?? 0) / (highest[i] || 1)
    const mix = shadeOf(part, SHADE_MOST)
    return mix > 0 ? { background: `color-mix(in srgb, var(--accent, #1668dc) ${mix}%, transparent)` } : undefined
  }
  const nameOf = (row: PivotRow, i: number) => {
    if (row.path.length === 0) return i === 0 ? w.total : ''
    return i === row.path.length - 1 ? names.value(pivot.rowBy[i] ?? '', row.path[i] ?? null) : ''
  }
  const drawing = useKept<Drawing>(
    { down, depth, columns: pivot.columns, figures, canOpen: onPeople !== undefined, nameOf, text, heat },
    [pivot, below, JSON.stringify([show.as, show.heat]), lang, catalogue.data],
  )
  const toggle = (row: PivotRow) => {
    const next = new Set(folded)
    if (!next.delete(row.key)) next.add(row.key)
    setFolded(next)
  }
  const open = (row: PivotRow | undefined, cell: number) => {
    const column = pivot.columns[Math.floor(cell / figures.length)]
    const i = cell % figures.length
    if (!row || !column || (row.cells.get(column.key)?.[i] ?? null) === null) return
    const where = [
      ...row.path.map((value, n) => ({ dimension: pivot.rowBy[n] ?? '', value })),
      ...column.path.map((value, n) => ({ dimension: pivot.columnBy[n] ?? '', value })),
    ]
    onPeople?.({
      title: [...where.map((one) => names.value(one.dimension, one.value)), names.column(figures[i] ?? '')].join(' · '),
      query: behind(query, i, where, catalogue.data?.items ?? []),
    })
  }
  const onClick = (e: MouseEvent<HTMLElement>) => {
    const target = e.target as HTMLElement
    const index = Number(target.closest<HTMLElement>('[data-row]')?.dataset.row ?? -1)
    const row = rows[index]
    if (!row) return
    if (target.closest('.pivot-fold')) return toggle(row)
    const cell = target.closest<HTMLElement>('[data-cell]')?.dataset.cell
    if (cell === undefined) return
    setAt([index, Number(cell)])
    open(row, Number(cell))
  }
  const onKey = (e: KeyboardEvent<HTMLElement>) => {
    if (e.target !== e.currentTarget) return
    const [row, cell] = at ?? [0, 0]
    const by = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      PageDown: [box.page, 0],
      PageUp: [-box.page, 0],
      Home: [-rows.length, 0],
      End: [rows.length, 0],
    }[e.key]
    if (e.key === 'Enter' && at) open(rows[row], cell)
    else if (!by) return
    else {
      const next = Math.max(0, Math.min(rows.length - 1, row + (at ? by[0]! : 0)))
      const across = Math.max(0, Math.min(cells - 1, cell + (at ? by[1]! : 0)))
      setAt([next, across])
      box.show(next, down * NAME_WIDTH, across * CELL_WIDTH, CELL_WIDTH)
    }
    e.preventDefault()
  }
  return (
    <div className="stack tight">
      {(pivot.isCut || answer.is_cut) && <span className="muted">{w.pivotCut}</span>}
      <div
        ref={box.ref}
        role="application"
        className={onPeople ? 'pivot opens' : 'pivot'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys go through its cells
        tabIndex={0}
        aria-label={w.pivotTable}
        aria-activedescendant={at ? 'pivot-at' : undefined}
        style={{ maxHeight: height ?? 560 }}
        onScroll={box.onScroll}
        onClick={onClick}
        onKeyDown={onKey}
      >
        <table aria-rowcount={rows.length + 1} style={{ width: down * NAME_WIDTH + cells * CELL_WIDTH }}>
          <colgroup>
            {Array.from({ length: down }, (_, i) => (
              <col key={i} style={{ width: NAME_WIDTH }} />
            ))}
            {pivot.columns.flatMap((c) =>
              figures.map((_, i) => <col key={`${c.key} ${i}`} style={{ width: CELL_WIDTH }} />),
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
            {box.first > 0 && <tr aria-hidden style={{ height: box.first * ROW }} />}
            {rows.slice(box.first, box.last).map((row, i) => (
              <PivotLine
                key={row.key}
                row={row}
                index={box.first + i}
                isFolded={folded.has(row.key)}
                active={at?.[0] === box.first + i ? at[1] : -1}
                drawing={drawing}
              />
            ))}
            {box.last < rows.length && <tr aria-hidden style={{ height: (rows.length - box.last) * ROW }} />}
          </tbody>
        </table>
      </div>
      <span className="muted">{w.pivotRows(below.length)}</span>
    </div>
  )
}

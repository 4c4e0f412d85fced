import { Suspense, useState } from 'react'
import { FilterBuilder } from '@/answers/pick/FilterBuilder'
import { useNames } from '@/answers/show'
import { useAnswerTexts } from '@/answers/texts'
import type { Logic } from '@/answers/types'
import { lazy } from '@/ui/page/lazy'
import { Chip } from './Chip'
import { usePivotTexts } from './texts'
import { WellLine } from './WellLine'
import { changed, dropped, type Layout, placed, shifted, unvalued, type Well } from './wells'

const ValueDialog = lazy(() => import('./ValueDialog'))

/** Rows, columns, values and filters, with what stands in them. */
export function Wells(props: {
  layout: Layout
  set: (layout: Layout) => void
  filters: Logic | undefined
  onFilters: (logic: Logic | undefined) => void
  /** A field put into the filters, and which time it was: the condition is begun with it. */
  begun: { name: string; at: number } | null
}) {
  const w = usePivotTexts()
  const a = useAnswerTexts()
  const names = useNames()
  const [edited, setEdited] = useState<number | null>(null)
  const { layout, set } = props
  const keys = (well: Exclude<Well, 'filters'>, at: number, drop: () => void) => (e: React.KeyboardEvent) => {
    if (e.key === 'Delete' || e.key === 'Backspace') drop()
    else if (e.altKey && (e.key === 'ArrowLeft' || e.key === 'ArrowUp')) set(shifted(layout, well, at, -1))
    else if (e.altKey && (e.key === 'ArrowRight' || e.key === 'ArrowDown')) set(shifted(layout, well, at, 1))
    else return
    e.preventDefault()
  }
  const moves = (well: Exclude<Well, 'filters'>, at: number, count: number) => [
    { key: 'earlier', label: w.earlier, disabled: at === 0, onClick: () => set(shifted(layout, well, at, -1)) },
    { key: 'later', label: w.later, disabled: at === count - 1, onClick: () => set(shifted(layout, well, at, 1)) },
  ]
  const dimensions = (well: 'rows' | 'columns') => {
    const other = well === 'rows' ? 'columns' : 'rows'
    return layout[well].map((name, at) => (
      <Chip
        key={name}
        id={`${well} ${at} ${name}`}
        field={{ kind: 'dimension', name }}
        name={names.dimension(name)}
        label={w.chipMenu(names.dimension(name), w.well[well] ?? '')}
        onKey={keys(well, at, () => set(dropped(layout, name)))}
        items={[
          ...moves(well, at, layout[well].length),
          {
            key: 'other',
            label: w.putInto(w.well[other] ?? ''),
            onClick: () => set(placed(layout, name, other) ?? layout),
          },
          { key: 'remove', label: w.remove, danger: true, onClick: () => set(dropped(layout, name)) },
        ]}
      />
    ))
  }
  const asAt = (at: number) => layout.show.as?.[at] ?? 'value'
  return (
    <div className="pivot-wells">
      <WellLine well="rows" isEmpty={layout.rows.length === 0}>
        {dimensions('rows')}
      </WellLine>
      <WellLine well="columns" isEmpty={layout.columns.length === 0}>
        {dimensions('columns')}
      </WellLine>
      <WellLine well="values" isEmpty={layout.values.length === 0}>
        {layout.values.map((metric, at) => (
          <Chip
            key={`${at} ${JSON.stringify(metric)}`}
            id={`values ${at} ${JSON.stringify(metric)}`}
            field={{ kind: 'metric', metric }}
            name={names.metric(metric)}
            hint={asAt(at) === 'value' ? undefined : a.showOf[asAt(at)]}
            label={w.chipMenu(names.metric(metric), w.well.values ?? '')}
            onKey={keys('values', at, () => set(unvalued(layout, at)))}
            items={[
              { key: 'edit', label: w.edit, onClick: () => setEdited(at) },
              ...moves('values', at, layout.values.length),
              { key: 'remove', label: w.remove, danger: true, onClick: () => set(unvalued(layout, at)) },
            ]}
          />
        ))}
      </WellLine>
      <WellLine well="filters" isEmpty={props.filters === undefined && props.begun === null}>
        <FilterBuilder
          key={props.begun?.at ?? 0}
          value={props.filters}
          begun={props.begun?.name}
          onChange={props.onFilters}
        />
      </WellLine>
      {edited !== null && layout.values[edited] !== undefined && (
        <Suspense>
          <ValueDialog
            metric={layout.values[edited]}
            as={asAt(edited)}
            onSave={(metric, as) => {
              set(changed(layout, edited, metric, as))
              setEdited(null)
            }}
            onClose={() => setEdited(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

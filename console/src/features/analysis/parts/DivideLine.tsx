import { DimensionPicker } from '@/answers/pick/DimensionPicker'
import { FilterBuilder } from '@/answers/pick/FilterBuilder'
import type { QueryValue } from '@/answers/types'
import { useAnalysisTexts } from '../texts'
import { Line } from './Line'

/** What divides the answer, and which events count at all. */
export function DivideLine({ query, set }: { query: QueryValue; set: (patch: Partial<QueryValue>) => void }) {
  const w = useAnalysisTexts()
  return (
    <Line name={w.divide}>
      <DimensionPicker
        value={query.dimensions?.[0]}
        onChange={(d) => set({ dimensions: d ? [d] : undefined })}
        label={w.divide}
      />
      <span className="muted">{w.filters}</span>
      <FilterBuilder value={query.filters} onChange={(filters) => set({ filters })} />
    </Line>
  )
}

import { FilterBuilder } from '@/answers/pick/FilterBuilder'
import { RangePicker } from '@/answers/pick/RangePicker'
import { useAnswerTexts } from '@/answers/texts'
import type { QueryValue } from '@/answers/types'
import { useAnalysisTexts } from '../texts'
import { Line } from './Line'

type Asked = { query: QueryValue; set: (patch: Partial<QueryValue>) => void }

/** In which days what is asked happened. */
export function RangeLine({ query, set }: Asked) {
  const a = useAnswerTexts()
  return (
    <Line name={a.range}>
      <RangePicker value={query.range ?? { days: 30 }} onChange={(range) => set({ range })} />
    </Line>
  )
}

/** Which events count at all. */
export function FilterLine({ query, set }: Asked) {
  const w = useAnalysisTexts()
  return (
    <Line name={w.filters}>
      <FilterBuilder value={query.filters} onChange={(filters) => set({ filters })} />
    </Line>
  )
}

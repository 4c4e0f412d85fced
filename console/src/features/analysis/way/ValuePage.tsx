import type { QueryValue } from '@/answers/types'
import { useAnalysisTexts } from '../texts'
import CohortPage from './CohortPage'

const OWN: QueryValue = {
  kind: 'retention',
  range: { days: 365 },
  unit: 'month',
  steps: ['contact.added', 'order.paid'],
  value: 'property.paid_fen',
  periods: [0, 1, 2, 3, 4, 5, 6, 7],
}

/** What people of a cohort have brought so far, each. */
export default function ValuePage() {
  const w = useAnalysisTexts()
  return <CohortPage own={OWN} title={w.worth} sub={w.worthSub} definition={w.worthDefinition} />
}

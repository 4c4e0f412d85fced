import type { QueryValue } from '@/answers/types'
import { useAnalysisTexts } from '../texts'
import CohortPage from './CohortPage'

const OWN: QueryValue = {
  kind: 'retention',
  range: { days: 90 },
  unit: 'week',
  steps: ['contact.added', 'order.paid'],
  periods: 8,
}

export default function RetentionPage() {
  const w = useAnalysisTexts()
  return <CohortPage own={OWN} title={w.retention} sub={w.retentionSub} definition={w.retentionDefinition} />
}

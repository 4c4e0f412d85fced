import type { CatalogueMetric } from './queries'
import type { MetricMeant } from './types'

const ADDING = ['events', 'sum']

/** Whether figures of a metric may be added up over rows: counts and sums may; people, means and ratios of two rows are
 * not those of both. What is not known is no sum. */
export function isSum(metric: MetricMeant, catalogue: CatalogueMetric[]): boolean {
  if (typeof metric === 'string') return ADDING.includes(metric)
  if (!('metric' in metric)) return ADDING.includes(metric.measure ?? 'events')
  const formula = catalogue.find((m) => m.key === metric.metric)?.formula
  return formula !== undefined && !(typeof formula === 'object' && 'of' in formula) && isSum(formula, catalogue)
}

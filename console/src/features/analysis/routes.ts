import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/analysis/trend', need: 'board.read', load: () => import('./trend/TrendPage') },
  { path: '/analysis/funnel', need: 'board.read', load: () => import('./way/FunnelPage') },
  { path: '/analysis/attribution', need: 'board.read', load: () => import('./way/AttributionPage') },
  { path: '/analysis/paths', need: 'board.read', load: () => import('./way/PathsPage') },
  { path: '/analysis/movement', need: 'board.read', load: () => import('./way/MovementPage') },
  { path: '/analysis/pivot', need: 'board.read', load: () => import('./pivot/PivotPage') },
  { path: '/analysis/metrics', need: 'board.read', load: () => import('./metrics/MetricsPage') },
  { path: '/analysis/retention', need: 'board.read', load: () => import('./way/RetentionPage') },
  { path: '/analysis/value', need: 'board.read', load: () => import('./way/ValuePage') },
  { path: '/analysis/distribution', need: 'board.read', load: () => import('./people/DistributionPage') },
  { path: '/analysis/interval', need: 'board.read', load: () => import('./people/IntervalPage') },
  { path: '/analysis/rfm', need: 'board.read', load: () => import('./people/RfmPage') },
  { path: '/analysis/calendar', need: 'board.read', load: () => import('./trend/CalendarPage') },
  { path: '/analysis/region', need: 'board.read', load: () => import('./people/RegionPage') },
  { path: '/analysis/lift', need: 'board.read', load: () => import('./people/LiftPage') },
]

import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/analysis/trend', need: 'board.read', load: () => import('./TrendPage') },
  { path: '/analysis/funnel', need: 'board.read', load: () => import('./FunnelPage') },
  { path: '/analysis/attribution', need: 'board.read', load: () => import('./AttributionPage') },
  { path: '/analysis/paths', need: 'board.read', load: () => import('./PathsPage') },
  { path: '/analysis/pivot', need: 'board.read', load: () => import('./PivotPage') },
  { path: '/analysis/retention', need: 'board.read', load: () => import('./RetentionPage') },
]

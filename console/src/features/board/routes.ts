import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/boards', need: 'board.read', load: () => import('./BoardsPage') },
  { path: '/reports', need: 'board.read', load: () => import('./send/ReportsPage') },
  { path: '/boards/$id', need: 'board.read', load: () => import('./BoardPage') },
]

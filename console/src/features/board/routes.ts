import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/boards', need: 'board.read', load: () => import('./BoardsPage') },
  { path: '/boards/$id', need: 'board.read', load: () => import('./BoardPage') },
]

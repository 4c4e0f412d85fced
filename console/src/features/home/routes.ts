import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/', load: () => import('./HomePage') },
  { path: '/settings/modules', need: 'module.write', load: () => import('./ModulesPage') },
  { path: '/settings/notifications', load: () => import('./NoticesPage') },
]

import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/settings/imports', need: 'customer.import', load: () => import('./ImportsPage') },
]

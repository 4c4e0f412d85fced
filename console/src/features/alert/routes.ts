import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/alerts', need: 'alert.read', load: () => import('./AlertsPage') },
  { path: '/alerts/new', need: 'alert.write', load: () => import('./AlertEditPage') },
  { path: '/alerts/$id', need: 'alert.read', load: () => import('./AlertPage') },
  { path: '/alerts/$id/edit', need: 'alert.write', load: () => import('./AlertEditPage') },
  { path: '/targets', need: 'target.read', load: () => import('./target/TargetsPage') },
]

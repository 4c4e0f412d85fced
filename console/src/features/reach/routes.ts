import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/welcome-policies', need: 'welcome.read', load: () => import('./WelcomePage') },
  { path: '/welcome-policies/new', need: 'welcome.write', load: () => import('./PolicyEditPage') },
  { path: '/welcome-policies/$id', need: 'welcome.read', load: () => import('./PolicyEditPage') },
]

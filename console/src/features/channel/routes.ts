import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/settings/connections', need: 'connection.read', load: () => import('./ConnectionsPage') },
  { path: '/settings/connections/new', need: 'connection.write', load: () => import('./WizardPage') },
  { path: '/settings/connections/new-account', need: 'connection.write', load: () => import('./AccountWizardPage') },
  { path: '/settings/connections/$id', need: 'connection.read', load: () => import('./ConnectionPage') },
  { path: '/settings/sources', need: 'source.read', load: () => import('./SourcesPage') },
]

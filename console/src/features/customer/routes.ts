import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/customers', need: 'customer.read', load: () => import('./CustomersPage') },
  { path: '/customers/$id', need: 'customer.read', load: () => import('./CustomerPage') },
  { path: '/losses', need: 'customer.read', load: () => import('./LossesPage') },
  { path: '/merge-reviews', need: 'customer.merge', load: () => import('./identity/ReviewsPage') },
  { path: '/settings/merge-policy', need: 'customer.merge', load: () => import('./identity/PolicyPage') },
  { path: '/settings/erasures', need: 'customer.erase', load: () => import('./privacy/ErasuresPage') },
  { path: '/tags', need: 'tag.read', load: () => import('./TagsPage') },
]

import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/tags/rules', need: 'tag.read', load: () => import('./RulesPage') },
  { path: '/attributes', need: 'attribute.read', load: () => import('./AttributesPage') },
  { path: '/dictionary', need: 'attribute.read', load: () => import('./DictionaryPage') },
]

import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [{ path: '/official-accounts', need: 'oa.read', load: () => import('./OaPage') }]

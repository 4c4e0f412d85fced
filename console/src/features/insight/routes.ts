import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [{ path: '/boards/growth', need: 'board.read', load: () => import('./GrowthPage') }]

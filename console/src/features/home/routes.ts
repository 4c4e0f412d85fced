import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [{ path: '/', load: () => import('./HomePage') }]

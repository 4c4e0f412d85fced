import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [{ path: '/settings/jobs', need: 'job.read', load: () => import('./JobsPage') }]

import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/segments', need: 'segment.read', load: () => import('./SegmentsPage') },
  { path: '/segments/new', need: 'segment.write', load: () => import('./SegmentEditPage') },
  { path: '/segments/$id', need: 'segment.read', load: () => import('./SegmentPage') },
  { path: '/segments/$id/edit', need: 'segment.write', load: () => import('./SegmentEditPage') },
]
